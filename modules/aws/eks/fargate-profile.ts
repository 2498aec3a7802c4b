import { EksFargateProfile, type EksFargateProfileConfig } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { checkLength } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn, managedPolicyArn } from "../account";
import type { IVpc } from "../network/vpc";
import type { ILogGroup } from "../operations/log-group";
import { Role } from "../security/role";
import type { IEksCluster } from "./eks-cluster";

export interface FargateProfileProps {
  /** Name of the profile: 1 to 100 of `A-Za-z0-9_-`. A change of any prop replaces the profile. */
  readonly name: string;

  readonly cluster: IEksCluster;

  readonly vpc: IVpc;

  /** Group of private subnets; Fargate does not run pods in public ones. @default "private" */
  readonly subnetGroup?: string;

  /** Namespaces whose pods run on Fargate, 1 to 5. */
  readonly namespaces: readonly string[];

  /**
   * Log group of `FargateLogging` in the cluster, which the profile's execution role may write to.
   * @default none: pods' logs are lost
   */
  readonly logGroup?: ILogGroup;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EksFargateProfileConfig>;
}

/** Runs the pods of namespaces on Fargate, without nodes. */
export class FargateProfile extends Construct {
  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(scope, id);
    const { name, cluster, vpc, subnetGroup = "private", namespaces, logGroup, overrides } = props;
    checkLength(this, "namespaces", namespaces, 1, 5);
    const role = new Role(this, "role", {
      name: `${cluster.physicalName}-fargate-${name}`,
      assumedBy: {
        principals: { Service: "eks-fargate-pods.amazonaws.com" },
        conditions: { ArnLike: { "aws:SourceArn": arn(this, "eks", `fargateprofile/${cluster.physicalName}/*`) } },
      },
      managedPolicies: { pods: managedPolicyArn(this, "AmazonEKSFargatePodExecutionRolePolicy") },
    });
    logGroup?.grantWrite(role);
    new EksFargateProfile(this, "Default", {
      fargateProfileName: name,
      clusterName: cluster.name,
      podExecutionRoleArn: role.arn,
      subnetIds: vpc.subnetIds(subnetGroup),
      selector: namespaces.map((namespace) => ({ namespace })),
      dependsOn: resourcesOf(role),
      ...overrides,
    });
  }
}

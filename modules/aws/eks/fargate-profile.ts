import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn } from "../account";
import type { IVpc } from "../network/vpc";
import { Role } from "../security/role";
import type { EksCluster } from "./eks-cluster";

export interface FargateProfileProps {
  /** 1 to 100 of `A-Za-z0-9_-`. A change replaces the profile, as any other does. */
  readonly name: string;

  readonly cluster: EksCluster;

  readonly vpc: IVpc;

  /** Group of private subnets; Fargate takes no other. @default "private" */
  readonly subnetGroup?: string;

  /** Namespaces whose pods run without a node of their own to look after. One to five. */
  readonly namespaces: readonly string[];
}

/** Runs the pods of some namespaces on Fargate. */
export class FargateProfile extends Construct {
  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(scope, id);
    const { name, cluster, vpc, subnetGroup = "private", namespaces } = props;
    if (namespaces.length < 1 || namespaces.length > 5) {
      throw new Error(`${this.node.path}: namespaces must be one to five, got ${namespaces.length}`);
    }
    const role = new Role(this, "role", {
      name: `${cluster.physicalName}-fargate-${name}`,
      assumedBy: {
        principals: { Service: "eks-fargate-pods.amazonaws.com" },
        conditions: { ArnLike: { "aws:SourceArn": arn(this, "eks", `fargateprofile/${cluster.physicalName}/*`) } },
      },
      managedPolicies: { pods: "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy" },
    });
    new EksFargateProfile(this, "Default", {
      fargateProfileName: name,
      clusterName: cluster.name,
      podExecutionRoleArn: role.arn,
      subnetIds: vpc.subnetIds(subnetGroup),
      selector: namespaces.map((namespace) => ({ namespace })),
      dependsOn: resourcesOf(role),
    });
  }
}

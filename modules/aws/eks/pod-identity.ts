import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { IamRole, IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { accountOf } from "../account";
import { addRole, type IRole } from "../security/role";
import type { IEksCluster } from "./eks-cluster";

export interface PodIdentityProps {
  /** Name of the role: 1 to 64 of `A-Za-z0-9+=,.@_-`; unique in the account. */
  readonly name: string;

  readonly cluster: Pick<IEksCluster, "name" | "arn">;

  /** Namespace of the service account. */
  readonly namespace: string;

  /** Name of the service account, which may be created later. */
  readonly serviceAccount: string;

  /** ARNs of AWS managed policies, by a name. @default {} */
  readonly managedPolicies?: Readonly<Record<string, string>>;

  /** Arguments of the role that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/**
 * A role for the pods of one service account. The cluster needs the add-on `eks-pod-identity-agent`.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class PodIdentity extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const role = addPodIdentity(this, props);
    this.arn = role.arn;
    this.name = role.name;
  }
}

/** Adds the resources of a pod identity to the construct of a controller's identity. */
export function addPodIdentity(scope: Construct, props: PodIdentityProps): IamRole {
  const { name, cluster, namespace, serviceAccount, managedPolicies, overrides } = props;
  const role = addRole(scope, {
    name,
    description: `Pods of ${namespace}/${serviceAccount}`,
    assumedBy: {
      principals: { Service: "pods.eks.amazonaws.com" },
      actions: ["sts:AssumeRole", "sts:TagSession"],
      conditions: {
        StringEquals: { "aws:SourceAccount": accountOf(scope).id },
        ArnEquals: { "aws:SourceArn": cluster.arn },
      },
    },
    managedPolicies,
    overrides,
  });
  new EksPodIdentityAssociation(scope, "association", {
    clusterName: cluster.name,
    namespace,
    serviceAccount,
    roleArn: role.arn,
  });
  return role;
}

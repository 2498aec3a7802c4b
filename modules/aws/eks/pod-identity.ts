import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { Construct } from "constructs";
import { accountOf } from "../account";
import { Role } from "../security/role";
import type { EksCluster } from "./eks-cluster";

export interface PodIdentityProps {
  /** 1 to 64 of `A-Za-z0-9+=,.@_-`; unique in the account. */
  readonly name: string;

  readonly cluster: EksCluster;

  readonly namespace: string;

  readonly serviceAccount: string;

  /** ARNs of policies AWS maintains for an agent of its own. @default none */
  readonly managedPolicies?: Readonly<Record<string, string>>;
}

/** The role of pods that run under one service account; what they may do is granted to it. */
export class PodIdentity extends Role {
  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    const { name, cluster, namespace, serviceAccount, managedPolicies } = props;
    super(scope, id, {
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
    });
    new EksPodIdentityAssociation(this, "association", {
      clusterName: cluster.name,
      namespace,
      serviceAccount,
      roleArn: this.arn,
    });
  }
}

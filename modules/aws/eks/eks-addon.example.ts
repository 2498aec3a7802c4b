import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { Construct } from "constructs";

/** The VPC CNI with address prefixes, for more pods per node, in an existing cluster. */
export function example(scope: Construct): void {
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "addons",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });

  new EksAddon(scope, "vpc-cni", {
    cluster,
    name: "vpc-cni",
    configuration: { env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" } },
  });
}

import { ClusterAutoscalerIdentity } from "@modules/aws/eks/cluster-autoscaler-identity";
import { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { Construct } from "constructs";

/** The role of the Cluster Autoscaler in an existing cluster. */
export function example(scope: Construct): void {
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "scaled",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });

  new ClusterAutoscalerIdentity(scope, "autoscaler", { cluster });
}

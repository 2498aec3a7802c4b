import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import type { Construct } from "constructs";

/** The role of the AWS Load Balancer Controller, which may register pods with one target group. */
export function example(scope: Construct): void {
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "balanced",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });

  new LoadBalancerControllerIdentity(scope, "controller", {
    cluster,
    targetGroups: {
      web: { arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/balanced-web/6d0ecf831eec9f09" },
    },
  });
}

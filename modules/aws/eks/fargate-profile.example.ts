import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { FargateProfile } from "@modules/aws/eks/fargate-profile";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** Runs the pods of two namespaces on Fargate. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "previews",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });

  new FargateProfile(scope, "previews", { name: "previews", cluster, vpc, namespaces: ["previews", "demos"] });
}

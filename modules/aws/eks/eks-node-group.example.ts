import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** Zero to ten Spot Instances for batch jobs, with a taint against other pods. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "batch",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });

  new EksNodeGroup(scope, "batch", {
    name: "batch",
    cluster,
    vpc,
    instanceTypes: ["c7i.xlarge", "c7a.xlarge", "c6i.xlarge"],
    capacityType: "SPOT",
    minNodes: 0,
    desiredNodes: 0,
    maxNodes: 10,
    taints: [{ key: "dedicated", value: "batch", effect: "NO_SCHEDULE" }],
    key: Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }),
    tags: { Environment: "example" },
    after: [],
  });
}

import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cluster with one administrator role, an endpoint that a VPN can reach, and an add-on that its nodes need. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  const cluster = new EksCluster(scope, "cluster", {
    name: "apps",
    version: "1.35",
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
    adminCidrs: ["203.0.113.0/24"],
    administrators: { platform: "arn:aws:iam::111122223333:role/platform" },
  });
  new EksAddon(scope, "vpc-cni", { cluster, name: "vpc-cni" });
}

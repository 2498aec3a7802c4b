import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cluster that one role administers and a VPN may reach, with the add-ons that its nodes need. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets } },
  });
  const services = ["logs.us-east-1.amazonaws.com"];

  const cluster = new EksCluster(scope, "cluster", {
    name: "apps",
    version: "1.35",
    vpc,
    key: new Key(scope, "key", { name: "apps-secrets", description: "Secrets of the cluster" }),
    logsKey: new Key(scope, "logs-key", { name: "apps-logs", description: "Logs of the cluster", services }),
    logRetentionDays: 365,
    adminCidrs: ["203.0.113.0/24"],
    administrators: { platform: "arn:aws:iam::111122223333:role/platform" },
  });
  for (const name of ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"] as const) {
    new EksAddon(scope, name, { cluster, name });
  }
}

import { Nat } from "@modules/google/network/nat";
import { Vpc } from "@modules/google/network/vpc";
import { LogBucket } from "@modules/google/operations/log-bucket";
import type { Construct } from "constructs";

/** A network for a cluster and its databases, with NAT, and flow logs that are kept for a year. */
export function example(scope: Construct): void {
  const vpc = new Vpc(scope, "vpc", {
    name: "shop",
    subnets: { nodes: { cidr: "10.20.0.0/20", podsCidr: "10.24.0.0/14", servicesCidr: "10.20.32.0/20" } },
    servicesCidr: "10.20.64.0/20",
  });

  new Nat(scope, "nat", { name: "shop-nat", vpc, subnets: ["nodes"] });
  new LogBucket(scope, "logs", {
    name: "shop-network",
    logs: ["compute.googleapis.com/vpc_flows", "compute.googleapis.com/firewall"],
    retentionDays: 365,
  });
}

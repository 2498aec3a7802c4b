import { Nat } from "@modules/google/network/nat";
import { Vpc } from "@modules/google/network/vpc";
import type { Construct } from "constructs";

/** A NAT gateway for one subnet of a network that another team owns. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", {
    name: "office",
    subnets: { builds: { name: "office-builds", cidr: "10.40.0.0/20" } },
  });

  new Nat(scope, "nat", { name: "office-builds", vpc, subnets: ["builds"], minPortsPerInstance: 128 });
}

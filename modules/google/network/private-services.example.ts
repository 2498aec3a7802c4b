import { PrivateServices } from "@modules/google/network/private-services";
import { Vpc } from "@modules/google/network/vpc";
import type { Construct } from "constructs";

/** Private services access for a network that has none yet. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { name: "archive" });

  new PrivateServices(scope, "services", { name: "archive-services", network: vpc.id, cidr: "10.60.0.0/20" });
}

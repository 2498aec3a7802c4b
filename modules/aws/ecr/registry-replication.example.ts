import { RegistryReplication } from "@modules/aws/ecr/registry-replication";
import type { Construct } from "constructs";

/** Replicates the images of two repositories to existing repositories of the same names in us-west-2. */
export function example(scope: Construct): void {
  new RegistryReplication(scope, "replication", {
    region: "us-west-2",
    destinations: [{ name: "gallery/web" }, { name: "gallery/worker" }],
  });
}

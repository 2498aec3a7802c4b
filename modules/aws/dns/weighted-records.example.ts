import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { WeightedRecords } from "@modules/aws/dns/weighted-records";
import type { Construct } from "constructs";

/** A name for two read replicas, with three quarters of the answers for the larger one. */
export function example(scope: Construct): void {
  new WeightedRecords(scope, "reads", {
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
    name: "reads.acme.example",
    hosts: {
      a: { host: "orders-read-a.abcdefghijkl.us-east-1.rds.amazonaws.com", weight: 3 },
      b: { host: "orders-read-b.abcdefghijkl.us-east-1.rds.amazonaws.com", weight: 1 },
    },
  });
}

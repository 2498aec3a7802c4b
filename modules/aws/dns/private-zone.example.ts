import { PrivateZone } from "@modules/aws/dns/private-zone";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** Names below `internal.acme.example` that only hosts of one VPC resolve. */
export function example(scope: Construct): void {
  new PrivateZone(scope, "zone", {
    domain: "internal.acme.example",
    vpc: Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" }),
    comment: "Names inside the office VPC",
  });
}

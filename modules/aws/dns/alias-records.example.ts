import { AliasRecords } from "@modules/aws/dns/alias-records";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Construct } from "constructs";

/** IPv4 and IPv6 alias records that point a name to a load balancer. */
export function example(scope: Construct): void {
  new AliasRecords(scope, "records", {
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
    name: "mail.acme.example",
    // The modules for load balancers and distributions have these attributes.
    target: { dnsName: "mail-0123456789abcdef.elb.us-east-1.amazonaws.com", zoneId: "Z26RNL4JYFTOTI" },
  });
}

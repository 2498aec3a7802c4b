import { FailoverRecord } from "@modules/aws/dns/failover-record";
import { HealthCheck } from "@modules/aws/dns/health-check";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Construct } from "constructs";

/** The primary record of a name that fails over; the stack of the recovery region adds the secondary one. */
export function example(scope: Construct): void {
  // The modules for load balancers have these attributes.
  const target = { dnsName: "gateway-0123456789abcdef.elb.us-east-1.amazonaws.com", zoneId: "Z26RNL4JYFTOTI" };

  new FailoverRecord(scope, "primary", {
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
    name: "gateway.acme.example",
    region: "us-east-1",
    target,
    healthCheck: new HealthCheck(scope, "check", { name: "gateway-us-east-1", host: target.dnsName }),
  });
}

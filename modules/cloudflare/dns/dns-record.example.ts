import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** A proxied record for the name of a shop, whose origin is a load balancer in AWS. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "pro",
  });

  new DnsRecord(scope, "shop", {
    zone,
    name: "shop.example.com",
    type: "CNAME",
    content: "shop-1234567890.us-east-1.elb.amazonaws.com",
    comment: "Load balancer of the shop",
  });
}

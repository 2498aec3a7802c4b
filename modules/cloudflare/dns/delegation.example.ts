import { Delegation } from "@modules/cloudflare/dns/delegation";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Delegates `aws.example.com` to the name servers of a Route 53 zone. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "pro",
  });

  new Delegation(scope, "aws", {
    zone,
    domain: "aws.example.com",
    nameServers: ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net", "ns-3.awsdns-00.org", "ns-4.awsdns-00.co.uk"],
  });
}

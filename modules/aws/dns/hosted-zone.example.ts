import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Construct } from "constructs";

/** A public zone for a subdomain of `acme.example`, whose zone must delegate to its name servers. */
export function example(scope: Construct): void {
  new HostedZone(scope, "zone", { domain: "shop.acme.example", comment: "Public names of the shop" });
}

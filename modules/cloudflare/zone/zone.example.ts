import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { Dnssec } from "@modules/cloudflare/zone/dnssec";
import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneSettings } from "@modules/cloudflare/zone/zone-settings";
import type { Construct } from "constructs";

/** A zone with secure settings, DNSSEC and client certificates, and a record in a zone of another team. */
export function example(scope: Construct): void {
  const zone = new Zone(scope, "zone", {
    domain: "example.org",
    accountId: "023e105f4ecef8ad9ca31a8372d0c353",
    plan: "free",
  });
  new ZoneSettings(scope, "settings", { zone });
  new Dnssec(scope, "dnssec", { zone });
  new AuthenticatedOriginPulls(scope, "origin-pulls", { zone });

  const shared = Zone.fromExisting(scope, "shared", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "pro",
  });
  new DnsRecord(scope, "docs", { zone: shared, name: "docs.example.com", type: "CNAME", content: "docs.example.org" });
}

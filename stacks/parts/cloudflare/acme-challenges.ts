import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import type { IZone } from "@modules/cloudflare/zone/zone";
import type { CloudflareStack } from "../../base/cloudflare-stack";
import { isWithin } from "./public-domain";

/**
 * Adds `_acme-challenge` CNAMEs in the Cloudflare zone that point to the environment's Route 53 zone, where
 * cert-manager writes the challenge records, so that no cluster needs a Cloudflare token. Several clusters can validate
 * a name at the same time, because cert-manager adds its value to those of other clusters.
 */
export function addChallenges(stack: CloudflareStack, zone: IZone, hosts: readonly string[]): void {
  const { domain } = stack.environment;
  for (const host of hosts.filter((name) => isWithin(name, zone.name) && !isWithin(name, domain))) {
    const label = host.slice(0, -zone.name.length - 1);
    new DnsRecord(stack, `challenge-${label.replaceAll(".", "-")}`, {
      zone,
      name: `_acme-challenge.${host}`,
      type: "CNAME",
      content: `_acme-challenge.${label}.${domain}`,
      proxied: false,
    });
  }
}

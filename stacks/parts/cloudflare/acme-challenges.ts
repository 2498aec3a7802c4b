import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import type { IZone } from "@modules/cloudflare/zone/zone";
import type { CloudflareStack } from "../../base/cloudflare-stack";
import { isWithin } from "./public-domain";

/**
 * Leads whoever wants a proof of these names from Cloudflare's zone to the
 * environment's own in Route 53, where the issuer of its clusters answers: no
 * cluster then needs a token of Cloudflare's. Several clusters may prove a name
 * at once, as cert-manager's answers stand beside each other.
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

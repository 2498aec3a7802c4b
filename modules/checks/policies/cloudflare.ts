import type { Json } from "../json";
import { list } from "../model/values";
import type { Resource, Resources, Rule } from "./rule";

/** Values of a zone's settings by id. */
function settings(zone: Resource, all: Resources): Json {
  const found = all.companions(zone, "cloudflare_zone_setting");
  return Object.fromEntries(found.map(({ block }) => [block.setting_id, block.value]));
}

/** Stack of the zone that a resource belongs to: its own, or the one whose state it reads. */
export function zoneStackOf({ stack, block }: Pick<Resource, "stack" | "block">): string {
  return /cross-stack-reference-input-([a-z0-9-]+)/.exec(block.zone_id)?.[1] ?? stack;
}

function phases(zone: Resource, all: Resources): string[] {
  return all
    .of("cloudflare_ruleset")
    .filter((ruleset) => zoneStackOf(ruleset) === zone.stack)
    .map(({ block }) => block.phase);
}

/** A record that proves to a certificate authority whose a name is; it must be seen as it is. */
function isProof({ name }: Json): boolean {
  return name.startsWith("_") || name.includes("${");
}

export const cloudflare: Rule[] = [
  {
    name: "zones ask origins over TLS, under a certificate that is trusted",
    type: "cloudflare_zone",
    holds: (zone, all) => settings(zone, all).ssl === "strict",
    broken: { name: "example.com" },
  },
  {
    name: "zones present a client certificate to origins",
    type: "cloudflare_zone",
    holds: (zone, all) => settings(zone, all).tls_client_auth === "on",
    broken: { name: "example.com" },
  },
  {
    name: "zone-level origin pulls have an uploaded certificate",
    type: "cloudflare_authenticated_origin_pulls_settings",
    // Without an upload this switch presents no certificate at all, and origins that demand one refuse the zone.
    holds: (pulls, all) =>
      pulls.block.enabled !== true ||
      all.of("cloudflare_authenticated_origin_pulls_certificate").some((one) => one.stack === pulls.stack),
    broken: { zone_id: "zone", enabled: true },
  },
  {
    name: "zones speak TLS 1.2 and newer, and nothing else",
    type: "cloudflare_zone",
    holds: (zone, all) => {
      const { min_tls_version, always_use_https } = settings(zone, all);
      return ["1.2", "1.3"].includes(min_tls_version) && always_use_https === "on";
    },
    broken: { name: "example.com" },
  },
  {
    name: "zones keep browsers on HTTPS for a year",
    type: "cloudflare_zone",
    protectedOnly: true,
    holds: (zone, all) => {
      const transport = settings(zone, all).security_header?.strict_transport_security;
      return transport?.enabled === true && transport.max_age >= 31_536_000;
    },
    broken: { name: "example.com" },
  },
  {
    name: "zones sign their answers",
    type: "cloudflare_zone",
    protectedOnly: true,
    holds: (zone, all) => all.companions(zone, "cloudflare_zone_dnssec").some(({ block }) => block.status === "active"),
    broken: { name: "example.com" },
  },
  {
    name: "names that lead to origins are behind Cloudflare",
    type: "cloudflare_dns_record",
    holds: ({ block }) => !["A", "AAAA", "CNAME"].includes(block.type) || block.proxied === true || isProof(block),
    broken: { name: "api.example.com", type: "CNAME", content: "origin.example.net", proxied: false },
  },
  {
    name: "load balancers are behind Cloudflare",
    type: "cloudflare_load_balancer",
    holds: ({ block }) => block.proxied === true,
    broken: { name: "www.example.com" },
  },
  {
    name: "pools know the health of their origins, over TLS that is checked",
    type: "cloudflare_load_balancer_pool",
    holds: (pool, all) => {
      const monitor = all
        .of("cloudflare_load_balancer_monitor")
        .find(({ stack, name }) => stack === pool.stack && String(pool.block.monitor).includes(`.${name}.`));
      return monitor?.block.type === "https" && monitor.block.allow_insecure !== true;
    },
    broken: { name: "aws", origins: [] },
  },
  {
    // A zone without any, on the free plan, has those that Cloudflare gives everyone.
    name: "zones with firewall rules have the managed ones too, and limit rates",
    type: "cloudflare_ruleset",
    holds: (ruleset, all) => {
      const zone = all.of("cloudflare_zone").find(({ stack }) => stack === zoneStackOf(ruleset));
      const present = zone ? phases(zone, all) : [];
      return (
        ruleset.block.phase !== "http_request_firewall_custom" ||
        (present.includes("http_request_firewall_managed") && present.includes("http_ratelimit"))
      );
    },
    broken: { phase: "http_request_firewall_custom" },
  },
  {
    name: "rules say what they are for, and are known by a name of their own",
    type: "cloudflare_ruleset",
    holds: ({ block }) => list(block.rules).every(({ description, ref }) => !!description && !!ref),
    broken: { rules: [{ expression: "true" }] },
  },
  {
    name: "rate limits count each client by itself",
    type: "cloudflare_ruleset",
    holds: ({ block }) =>
      list(block.rules).every(({ ratelimit }) => !ratelimit || list(ratelimit.characteristics).includes("ip.src")),
    broken: { rules: [{ ratelimit: { characteristics: ["cf.colo.id"] } }] },
  },
];

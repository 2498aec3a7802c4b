/** Zones, records, load balancers and rulesets of Cloudflare. */
import type { Json } from "../json";
import { list, nested } from "../model/values";
import type { Resource, Resources, Rule } from "./rule";

const YEAR_SECONDS = 31_536_000;

/** Values of a zone's settings by id. */
function settingsOf(zone: Resource, all: Resources): Json {
  const settings = all.companions(zone, "cloudflare_zone_setting");
  return Object.fromEntries(settings.map(({ block }) => [block.setting_id, block.value]));
}

/** Id of the stack with the zone of a resource: its own stack, or the one whose state it reads. */
function zoneStackOf({ stack, block }: Resource): string {
  return /cross-stack-reference-input-([a-z0-9-]+)/.exec(block.zone_id)?.[1] ?? stack;
}

/** Phases of the rulesets of the same zone. */
function phasesBeside(ruleset: Resource, all: Resources): string[] {
  const stack = zoneStackOf(ruleset);
  return all
    .of("cloudflare_ruleset")
    .filter((other) => zoneStackOf(other) === stack)
    .map(({ block }) => block.phase);
}

/** Whether a record proves the ownership of a name to a certificate authority, which must see the record unchanged. */
function isProof({ name }: Json): boolean {
  return String(name).startsWith("_") || String(name).includes("${");
}

function monitorOf(pool: Resource, all: Resources): Json {
  const monitor = all
    .of("cloudflare_load_balancer_monitor")
    .find(({ stack, name }) => stack === pool.stack && String(pool.block.monitor).includes(`.${name}.`));
  return monitor?.block ?? {};
}

const zones: readonly Rule[] = [
  {
    name: "zones verify the certificates of origins",
    type: "cloudflare_zone",
    holds: (zone, all) => settingsOf(zone, all).ssl === "strict",
    fix: 'add a cloudflare_zone_setting that sets ssl to "strict"',
    broken: { name: "example.com" },
  },
  {
    name: "zones present a client certificate to origins",
    type: "cloudflare_zone",
    holds: (zone, all) => settingsOf(zone, all).tls_client_auth === "on",
    fix: 'add a cloudflare_zone_setting that sets tls_client_auth to "on"',
    broken: { name: "example.com" },
  },
  {
    name: "authenticated origin pulls of a zone have a certificate",
    type: "cloudflare_authenticated_origin_pulls_settings",
    // Without an uploaded certificate this switch presents none, and origins that demand one refuse the zone.
    holds: (pulls, all) =>
      pulls.block.enabled !== true ||
      all.of("cloudflare_authenticated_origin_pulls_certificate").some(({ stack }) => stack === pulls.stack),
    fix: "add a cloudflare_authenticated_origin_pulls_certificate",
    broken: { zone_id: "zone", enabled: true },
  },
  {
    name: "zones refuse TLS below 1.2",
    type: "cloudflare_zone",
    holds: (zone, all) => ["1.2", "1.3"].includes(settingsOf(zone, all).min_tls_version),
    fix: 'add a cloudflare_zone_setting that sets min_tls_version to "1.2"',
    broken: { name: "example.com" },
  },
  {
    name: "zones redirect to HTTPS",
    type: "cloudflare_zone",
    holds: (zone, all) => settingsOf(zone, all).always_use_https === "on",
    fix: 'add a cloudflare_zone_setting that sets always_use_https to "on"',
    broken: { name: "example.com" },
  },
  {
    name: "zones keep browsers on HTTPS for a year",
    type: "cloudflare_zone",
    protectedOnly: true,
    holds: (zone, all) => {
      const transport = settingsOf(zone, all).security_header?.strict_transport_security;
      return transport?.enabled === true && transport.max_age >= YEAR_SECONDS;
    },
    fix: `add a cloudflare_zone_setting that sets security_header with max_age ${YEAR_SECONDS}`,
    broken: { name: "example.com" },
  },
  {
    name: "zones sign their answers",
    type: "cloudflare_zone",
    protectedOnly: true,
    holds: (zone, all) => all.companions(zone, "cloudflare_zone_dnssec").some(({ block }) => block.status === "active"),
    fix: 'add a cloudflare_zone_dnssec with the status "active", and give its DS record to the registrar',
    broken: { name: "example.com" },
  },
  {
    name: "names of origins are proxied",
    type: "cloudflare_dns_record",
    holds: ({ block }) => !["A", "AAAA", "CNAME"].includes(block.type) || block.proxied === true || isProof(block),
    fix: "set proxied; the address of the origin is public otherwise",
    broken: { name: "api.example.com", type: "CNAME", content: "origin.example.net", proxied: false },
  },
];

const loadBalancing: readonly Rule[] = [
  {
    name: "Cloudflare load balancers are proxied",
    type: "cloudflare_load_balancer",
    holds: ({ block }) => block.proxied === true,
    fix: "set proxied",
    broken: { name: "www.example.com" },
  },
  {
    name: "pools check the health of their origins over HTTPS",
    type: "cloudflare_load_balancer_pool",
    holds: (pool, all) => monitorOf(pool, all).type === "https",
    fix: 'set monitor to a cloudflare_load_balancer_monitor of the type "https"',
    broken: { name: "aws", origins: [] },
  },
  {
    name: "monitors verify the certificates of origins",
    type: "cloudflare_load_balancer_monitor",
    holds: ({ block }) => block.allow_insecure !== true,
    fix: "leave out allow_insecure",
    broken: { type: "https", allow_insecure: true },
  },
];

/** Custom firewall rules complement these phases. A zone without firewall rules has Cloudflare's free managed rules. */
const COMPLEMENTS: Readonly<Record<string, string>> = {
  http_request_firewall_managed: "managed firewall rules",
  http_ratelimit: "rate limits",
};

const rulesets: readonly Rule[] = [
  ...Object.entries(COMPLEMENTS).map(
    ([phase, words]): Rule => ({
      name: `zones with firewall rules have ${words}`,
      type: "cloudflare_ruleset",
      holds: (ruleset, all) =>
        ruleset.block.phase !== "http_request_firewall_custom" || phasesBeside(ruleset, all).includes(phase),
      fix: `add a ruleset of the phase ${phase}`,
      broken: { phase: "http_request_firewall_custom" },
    }),
  ),
  {
    name: "rules of rulesets have a description",
    type: "cloudflare_ruleset",
    holds: ({ block }) => list(block.rules).every(({ description }) => !!description),
    fix: "set description of every rule",
    broken: { rules: [{ ref: "a", expression: "true" }] },
  },
  {
    name: "rules of rulesets have a reference",
    type: "cloudflare_ruleset",
    holds: ({ block }) => list(block.rules).every(({ ref }) => !!ref),
    fix: "set ref of every rule; Cloudflare gives rules without one a new id with every apply",
    broken: { rules: [{ description: "Everything", expression: "true" }] },
  },
  {
    name: "rate limits count each client separately",
    type: "cloudflare_ruleset",
    holds: ({ block }) =>
      list(block.rules).every(
        ({ ratelimit }) => !ratelimit || list(nested(ratelimit).characteristics).includes("ip.src"),
      ),
    fix: "add ip.src to ratelimit.characteristics",
    broken: { rules: [{ ratelimit: { characteristics: ["cf.colo.id"] } }] },
  },
];

export const cloudflare: readonly Rule[] = [...zones, ...loadBalancing, ...rulesets];

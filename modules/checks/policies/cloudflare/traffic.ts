/** Load balancers and rulesets of Cloudflare. */
import { list, nested } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

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

const loadBalancing: readonly Rule[] = [
  {
    id: "cloudflare-load-balancer-proxied",
    name: "Cloudflare load balancers are proxied",
    type: "cloudflare_load_balancer",
    severity: "high",
    topic: "network",
    holds: ({ block }) => block.proxied === true,
    fix: "set proxied",
    broken: { name: "www.example.com" },
    mended: { name: "www.example.com", proxied: true },
    page: "https://developers.cloudflare.com/load-balancing/understand-basics/proxy-modes/",
  },
  {
    id: "cloudflare-pool-health-check",
    name: "pools check the health of their origins over HTTPS",
    type: "cloudflare_load_balancer_pool",
    severity: "medium",
    topic: "availability",
    holds: (pool, all) => all.named(pool, "monitor")?.block.type === "https",
    fix: 'set monitor to a cloudflare_load_balancer_monitor of the type "https"',
    broken: { name: "aws", origins: [] },
    mended: { name: "aws", monitor: "${cloudflare_load_balancer_monitor.it.id}" },
    beside: { cloudflare_load_balancer_monitor: { it: { type: "https" } } },
    page: "https://developers.cloudflare.com/load-balancing/monitors/",
  },
  {
    id: "cloudflare-monitor-tls",
    name: "monitors verify the certificates of origins",
    type: "cloudflare_load_balancer_monitor",
    severity: "medium",
    topic: "encryption in transit",
    holds: ({ block }) => block.allow_insecure !== true,
    fix: "leave out allow_insecure",
    broken: { type: "https", allow_insecure: true },
    mended: { type: "https" },
    page: "https://developers.cloudflare.com/load-balancing/monitors/",
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
      id: `cloudflare-zone-${phase.replaceAll("_", "-")}`,
      name: `zones with firewall rules have ${words}`,
      type: "cloudflare_ruleset",
      severity: "medium",
      topic: "network",
      holds: (ruleset, all) =>
        ruleset.block.phase !== "http_request_firewall_custom" || phasesBeside(ruleset, all).includes(phase),
      fix: `add a ruleset of the phase ${phase}`,
      broken: { phase: "http_request_firewall_custom" },
      mended: { phase: "http_request_firewall_custom" },
      beside: { cloudflare_ruleset: { beside: { phase } } },
      page: "https://developers.cloudflare.com/ruleset-engine/reference/phases-list/",
    }),
  ),
  {
    id: "cloudflare-ruleset-description",
    name: "rules of rulesets have a description",
    type: "cloudflare_ruleset",
    severity: "low",
    topic: "configuration",
    holds: ({ block }) => list(block.rules).every(({ description }) => !!description),
    fix: "set description of every rule",
    broken: { rules: [{ ref: "a", expression: "true" }] },
    mended: { rules: [{ description: "Everything", expression: "true" }] },
    page: "https://developers.cloudflare.com/ruleset-engine/rulesets-api/",
  },
  {
    id: "cloudflare-ruleset-reference",
    name: "rules of rulesets have a reference",
    type: "cloudflare_ruleset",
    severity: "low",
    topic: "configuration",
    holds: ({ block }) => list(block.rules).every(({ ref }) => !!ref),
    fix: "set ref of every rule; Cloudflare gives rules without one a new id at every apply",
    broken: { rules: [{ description: "Everything", expression: "true" }] },
    mended: { rules: [{ ref: "a", expression: "true" }] },
    page: "https://developers.cloudflare.com/terraform/troubleshooting/rule-id-changes/",
  },
  {
    id: "cloudflare-rate-limit-client",
    name: "rate limits count each client separately",
    type: "cloudflare_ruleset",
    severity: "medium",
    topic: "network",
    holds: ({ block }) =>
      list(block.rules).every(
        ({ ratelimit }) => !ratelimit || list(nested(ratelimit).characteristics).includes("ip.src"),
      ),
    fix: "add ip.src to ratelimit.characteristics",
    broken: { rules: [{ ratelimit: { characteristics: ["cf.colo.id"] } }] },
    mended: { rules: [{ ratelimit: { characteristics: ["cf.colo.id", "ip.src"] } }] },
    page: "https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/",
  },
];

export const cloudflareTraffic: readonly Rule[] = [...loadBalancing, ...rulesets];

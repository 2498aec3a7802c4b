import type { Plan } from "../zone/plan";

interface PhaseLimits {
  /** Actions that rules of the phase may have. */
  readonly actions: readonly string[];
  /** Maximum number of rules by plan, disabled rules included. @default no limit */
  readonly rules?: Readonly<Record<Plan, number>>;
}

/**
 * Maximum numbers of rules in the phases that change settings, URLs and headers:
 * https://developers.cloudflare.com/rules/
 */
const SETTINGS = { free: 10, pro: 25, business: 50, enterprise: 300 };

/**
 * Phases of a request in which rulesets run, in order:
 * https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export const PHASES = {
  /** Cloudflare allows one override, or ten with Advanced DDoS Protection. */
  ddos_l7: { actions: ["execute"], rules: { free: 1, pro: 1, business: 1, enterprise: 10 } },
  http_request_transform: { actions: ["rewrite"], rules: SETTINGS },
  http_request_dynamic_redirect: { actions: ["redirect"], rules: SETTINGS },
  http_config_settings: { actions: ["set_config"], rules: SETTINGS },
  http_request_origin: { actions: ["route"], rules: SETTINGS },
  /** https://developers.cloudflare.com/waf/custom-rules/ */
  http_request_firewall_custom: {
    actions: ["block", "challenge", "js_challenge", "managed_challenge", "log", "skip"],
    rules: { free: 5, pro: 20, business: 100, enterprise: 1000 },
  },
  /**
   * The enterprise plan allows 100 rules only with the application security add-on.
   * https://developers.cloudflare.com/waf/rate-limiting-rules/
   */
  http_ratelimit: {
    actions: ["block", "challenge", "js_challenge", "managed_challenge", "log"],
    rules: { free: 1, pro: 2, business: 5, enterprise: 5 },
  },
  http_request_firewall_managed: { actions: ["execute", "skip"] },
  http_request_late_transform: { actions: ["rewrite"], rules: SETTINGS },
  /** https://developers.cloudflare.com/cache/how-to/cache-rules/ */
  http_request_cache_settings: { actions: ["set_cache_settings"], rules: SETTINGS },
  http_response_headers_transform: { actions: ["rewrite"], rules: SETTINGS },
} satisfies Record<string, PhaseLimits>;

export type Phase = keyof typeof PHASES;

export function limitsOf(phase: Phase): PhaseLimits {
  return PHASES[phase];
}

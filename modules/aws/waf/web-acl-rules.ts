import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { ManagedGroup } from "./managed-rules";

/**
 * A rule without its place among the others. The bindings pass a statement
 * through as it is, so its keys are the provider's.
 */
export type UnrankedRule = Omit<Wafv2WebAclRule, "priority">;

export function visibility(metricName: string): Wafv2WebAclRule["visibilityConfig"] {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** @param sets ARNs of the sets that may ask; at least one */
export function elsewhereRule(sets: readonly string[]): UnrankedRule {
  const statements = sets.map((arn) => ({ ip_set_reference_statement: { arn } }));
  return {
    name: "AroundProxy",
    action: { block: {} },
    statement: {
      // A choice of one is refused.
      not_statement: { statement: statements.length > 1 ? { or_statement: { statement: statements } } : statements[0] },
    },
    visibilityConfig: visibility("AroundProxy"),
  };
}

/** @param countries of ISO 3166-1, two letters each */
export function countriesRule(countries: readonly string[], header: string | undefined): UnrankedRule {
  return {
    name: "BlockedCountries",
    action: { block: {} },
    statement: {
      geo_match_statement: {
        country_codes: countries,
        ...(header === undefined ? {} : { forwarded_ip_config: forwardedAddress(header) }),
      },
    },
    visibilityConfig: visibility("BlockedCountries"),
  };
}

export function rateLimitRule(limit: number, header: string | undefined): UnrankedRule {
  return {
    name: "RateLimitRule",
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rate_based_statement: {
        limit,
        evaluation_window_sec: 300,
        ...(header === undefined
          ? { aggregate_key_type: "IP" }
          : {
              aggregate_key_type: "FORWARDED_IP",
              forwarded_ip_config: forwardedAddress(header),
            }),
      },
    },
    visibilityConfig: visibility("RateLimitRule"),
  };
}

export function groupRule(name: string, group: ManagedGroup, counted: readonly string[]): UnrankedRule {
  const overrides = counted.map((rule) => ({ name: rule, action_to_use: { count: {} } }));
  return {
    name,
    // The group's own actions stand; a group takes no action of its own.
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: group,
        ...(overrides.length > 0 ? { rule_action_override: overrides } : {}),
      },
    },
    visibilityConfig: visibility(name),
  };
}

/** Some proxies of companies write "unknown" there; to match would block them at once. */
function forwardedAddress(header: string) {
  return { header_name: header, fallback_behavior: "NO_MATCH" };
}

import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { ManagedGroup } from "./managed-rules";

/** `CLOUDFRONT` for distributions, `REGIONAL` for load balancers. */
export type WebAclScope = "CLOUDFRONT" | "REGIONAL";

/** A rule of a web ACL. The bindings do not translate a rule's statement, so its keys are in snake case. */
export type Rule = Omit<Wafv2WebAclRule, "priority">;

/** CloudWatch metrics and sampled requests of a rule or ACL. */
export function visibility(metricName: string): Wafv2WebAclRule["visibilityConfig"] {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** Matches requests by the pattern set of a header's value. */
export interface HeaderMatch {
  /** Name of the header, in lower case. */
  readonly header: string;
  /** ARN of the regex pattern set. */
  readonly arn: string;
}

/**
 * Blocks requests that do not come from a proxy.
 *
 * @param sets ARNs of IP sets with the networks of the proxy
 * @param match header that the proxy adds
 */
export function aroundProxyRule(sets: readonly string[], match: HeaderMatch | undefined): Rule {
  const statements = [
    ...sets.map((arn) => ({ ip_set_reference_statement: { arn } })),
    ...(match
      ? [
          {
            regex_pattern_set_reference_statement: {
              arn: match.arn,
              field_to_match: { single_header: { name: match.header } },
              text_transformation: { priority: 0, type: "NONE" },
            },
          },
        ]
      : []),
  ];
  return {
    name: "AroundProxy",
    action: { block: {} },
    statement: {
      // WAF refuses an or-statement with a single statement.
      not_statement: { statement: statements.length > 1 ? { or_statement: { statement: statements } } : statements[0] },
    },
    visibilityConfig: visibility("AroundProxy"),
  };
}

/** Source of the client address that a rule uses. */
export interface ClientAddress {
  /** Suffix of the rule's name. */
  readonly suffix: string;
  /** Header with the client's address. @default none: the address of the connection */
  readonly header?: string;
  /** Header that excludes a request from the rule. @default all requests */
  readonly unlessHeader?: string;
}

/** Blocks requests from countries. @param countries ISO 3166-1 codes of two letters */
export function countriesRule(countries: readonly string[], { suffix, header, unlessHeader }: ClientAddress): Rule {
  const name = `BlockedCountries${suffix}`;
  const match = {
    geo_match_statement: {
      country_codes: countries,
      ...(header === undefined ? {} : { forwarded_ip_config: forwardedAddress(header) }),
    },
  };
  return {
    name,
    action: { block: {} },
    statement: unlessHeader === undefined ? match : { and_statement: { statement: [without(unlessHeader), match] } },
    visibilityConfig: visibility(name),
  };
}

/** Responds with 429 to clients that send more requests in five minutes than the limit. */
export function rateLimitRule(limit: number, { suffix, header, unlessHeader }: ClientAddress): Rule {
  const name = `RateLimitRule${suffix}`;
  return {
    name,
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
        ...(unlessHeader === undefined ? {} : { scope_down_statement: without(unlessHeader) }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

/** Matches requests in which the header is missing or empty. */
function without(header: string) {
  return {
    not_statement: {
      statement: {
        size_constraint_statement: {
          // WAF requires header names in lower case.
          field_to_match: { single_header: { name: header.toLowerCase() } },
          comparison_operator: "GT",
          size: 0,
          text_transformation: [{ priority: 0, type: "NONE" }],
        },
      },
    },
  };
}

/** Applies a managed rule group. @param counted rules of the group that count matches instead of blocking */
export function groupRule(name: string, group: ManagedGroup, counted: readonly string[]): Rule {
  const overrides = counted.map((rule) => ({ name: rule, action_to_use: { count: {} } }));
  return {
    name,
    // A rule with a rule group has no action of its own; the override `none` keeps the actions of the group's rules.
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

/**
 * The client address from a header. The fallback is NO_MATCH, because some corporate proxies write "unknown" as the
 * address, and MATCH would block their clients.
 */
function forwardedAddress(header: string) {
  return { header_name: header, fallback_behavior: "NO_MATCH" };
}

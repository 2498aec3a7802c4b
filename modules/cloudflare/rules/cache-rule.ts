import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

/** Minimum edge TTL by plan: https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/ */
const MIN_EDGE_TTL_SECONDS = { free: 7200, pro: 3600, business: 1, enterprise: 1 };

export interface CacheRuleProps extends RuleProps {
  /** True caches responses of any file type; false sends every request to the origin. */
  readonly cache: boolean;

  /**
   * Time that Cloudflare caches a response: at least 7200 on the free plan, 3600 on pro and 1 on the others.
   * @default the origin's Cache-Control header
   */
  readonly edgeTtlSeconds?: number;

  /** Time that browsers cache a response. @default the origin's Cache-Control header */
  readonly browserTtlSeconds?: number;
}

/**
 * Caching of the requests that match an expression. When several rules match, the last one applies.
 * https://developers.cloudflare.com/cache/how-to/cache-rules/
 */
export class CacheRule extends Construct {
  constructor(scope: Construct, id: string, props: CacheRuleProps) {
    super(scope, id);
    const { rules, cache, edgeTtlSeconds, browserTtlSeconds, ...rule } = props;
    check(
      this,
      cache || edgeTtlSeconds === undefined,
      "edgeTtlSeconds",
      "left out when cache is false",
      edgeTtlSeconds,
    );
    check(
      this,
      cache || browserTtlSeconds === undefined,
      "browserTtlSeconds",
      "left out when cache is false",
      browserTtlSeconds,
    );
    const min = MIN_EDGE_TTL_SECONDS[rules.plan];
    check(
      this,
      edgeTtlSeconds === undefined || edgeTtlSeconds >= min,
      "edgeTtlSeconds",
      `at least ${min} on the ${rules.plan} plan`,
      edgeTtlSeconds,
    );
    rules.add(this, "http_request_cache_settings", {
      ...rule,
      action: "set_cache_settings",
      actionParameters: cache ? { cache, edgeTtl: ttl(edgeTtlSeconds), browserTtl: ttl(browserTtlSeconds) } : { cache },
    });
  }
}

function ttl(seconds: number | undefined) {
  return seconds === undefined ? { mode: "respect_origin" } : { mode: "override_origin", default: seconds };
}

import type { RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { type Plan, planIncludes } from "../zone/plan";
import type { IZoneRules } from "./zone-rules";

/**
 * Lowest plan that allows a period or timeout, by its seconds:
 * https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/
 */
const PERIODS: Readonly<Record<number, Plan>> = {
  10: "free",
  60: "pro",
  120: "business",
  300: "business",
  600: "business",
  3600: "enterprise",
};
const TIMEOUTS: Readonly<Record<number, Plan>> = {
  0: "free",
  10: "free",
  60: "pro",
  120: "pro",
  300: "pro",
  600: "pro",
  3600: "pro",
  86400: "business",
};

export interface RateLimitProps {
  readonly rules: IZoneRules;

  readonly description: string;

  /** Expression of the Rules language that selects the requests to count, and to block above the limit. */
  readonly expression: string;

  /**
   * Requests that one client address may send in a period to one Cloudflare data center, at least 1. Data centers count
   * separately.
   */
  readonly requests: number;

  /** Length of the period: 10, 60, 120, 300, 600 or 3600; the free plan allows only 10. @default 60 */
  readonly periodSeconds?: number;

  /**
   * Time a client stays blocked: 0, 10, 60, 120, 300, 600, 3600 or 86400. A challenge requires 0.
   * @default 60; 0 for a challenge
   */
  readonly timeoutSeconds?: number;

  /** @default "block" */
  readonly action?: "block" | "managed_challenge";

  /** Arguments of the rule that replace what this module sets. @default none */
  readonly overrides?: Partial<RulesetRules>;
}

/** A rate limit for each client address. Clients behind one address share its limit. https://developers.cloudflare.com/waf/rate-limiting-rules/ */
export class RateLimit extends Construct {
  constructor(scope: Construct, id: string, props: RateLimitProps) {
    super(scope, id);
    const { rules, description, expression, requests, periodSeconds = 60, action = "block", overrides } = props;
    const { timeoutSeconds = action === "block" ? 60 : 0 } = props;
    checkWholeNumber(this, "requests", requests, 1);
    check(this, action === "block" || timeoutSeconds === 0, "timeoutSeconds", "0 for a challenge", timeoutSeconds);
    this.checkTime("periodSeconds", periodSeconds, PERIODS, rules.plan);
    this.checkTime("timeoutSeconds", timeoutSeconds, TIMEOUTS, rules.plan);
    rules.add(this, "http_ratelimit", {
      description,
      expression,
      action,
      ratelimit: {
        // The API requires the data center. Without the client address all clients would share one counter.
        characteristics: ["cf.colo.id", "ip.src"],
        period: periodSeconds,
        requestsPerPeriod: requests,
        mitigationTimeout: timeoutSeconds,
      },
      overrides,
    });
  }

  private checkTime(prop: string, seconds: number, times: Readonly<Record<number, Plan>>, plan: Plan): void {
    const allowed = Object.entries(times)
      .filter(([, least]) => planIncludes(plan, least))
      .map(([time]) => time);
    check(this, allowed.includes(`${seconds}`), prop, `${allowed.join(" or ")} on the ${plan} plan`, seconds);
  }
}

import { Construct } from "constructs";
import { type Plan, planIncludes } from "../zone/plan";
import type { IZoneRules } from "./zone-rules";

/** https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/ */
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

  /** Requests that count, and are refused. */
  readonly expression: string;

  /** Of one client, in one of Cloudflare's data centers: it counts in each for itself. */
  readonly requests: number;

  /** 10, 60, 120, 300, 600 or 3600; the free plan has 10 alone. @default 60 */
  readonly periodSeconds?: number;

  /** How long a client over the limit is refused: 0, a period, or 86400. Challenges last by themselves. @default 60 */
  readonly timeoutSeconds?: number;

  /** @default "block" */
  readonly action?: "block" | "managed_challenge";
}

/** How often a client may ask. Clients behind one address share what it has. */
export class RateLimit extends Construct {
  constructor(scope: Construct, id: string, props: RateLimitProps) {
    super(scope, id);
    const { rules, description, expression, requests, periodSeconds = 60, action = "block" } = props;
    const { timeoutSeconds = action === "block" ? 60 : 0 } = props;
    if (!Number.isInteger(requests) || requests < 1) {
      throw new Error(`${this.node.path}: requests must be a whole number from 1, got ${requests}`);
    }
    if (action !== "block" && timeoutSeconds !== 0) {
      throw new Error(`${this.node.path}: timeoutSeconds must be 0 for a challenge, got ${timeoutSeconds}`);
    }
    this.checkTime("periodSeconds", periodSeconds, PERIODS, rules.plan);
    this.checkTime("timeoutSeconds", timeoutSeconds, TIMEOUTS, rules.plan);
    rules.add(this, "http_ratelimit", {
      description,
      expression,
      action,
      ratelimit: {
        // Where it counts must be named, and without the client all would share one count.
        characteristics: ["cf.colo.id", "ip.src"],
        period: periodSeconds,
        requestsPerPeriod: requests,
        mitigationTimeout: timeoutSeconds,
      },
    });
  }

  private checkTime(prop: string, seconds: number, times: Readonly<Record<number, Plan>>, plan: Plan): void {
    const least = times[seconds];
    if (!least || !planIncludes(plan, least)) {
      const has = Object.entries(times).filter(([, of]) => planIncludes(plan, of));
      const rule = `${has.map(([time]) => time).join(" or ")} on the ${plan} plan`;
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${seconds}`);
    }
  }
}

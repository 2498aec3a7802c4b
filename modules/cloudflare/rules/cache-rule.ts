import { Construct } from "constructs";
import type { IZoneRules, ZoneRule } from "./zone-rules";

/** Least time at the edge; https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/ */
const LEAST_SECONDS = { free: 7200, pro: 3600, business: 1, enterprise: 1 };

export interface CacheRuleProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** Keep answers, whatever file they are; or ask the origin each time. */
  readonly cache: boolean;

  /** How long Cloudflare keeps them, instead of what the origin says. @default what the origin says */
  readonly edgeTtlSeconds?: number;

  /** How long browsers keep them, instead of what the origin says. @default what the origin says */
  readonly browserTtlSeconds?: number;
}

/** What of a zone is cached, and how long. Every rule that matches sets its settings: of the same, the last wins. */
export class CacheRule extends Construct {
  constructor(scope: Construct, id: string, props: CacheRuleProps) {
    super(scope, id);
    const { rules, cache, edgeTtlSeconds, browserTtlSeconds, ...rule } = props;
    if (!cache && (edgeTtlSeconds !== undefined || browserTtlSeconds !== undefined)) {
      throw new Error(`${this.node.path}: edgeTtlSeconds and browserTtlSeconds must be left out where cache is false`);
    }
    const least = LEAST_SECONDS[rules.plan];
    if (edgeTtlSeconds !== undefined && edgeTtlSeconds < least) {
      throw new Error(
        `${this.node.path}: edgeTtlSeconds must be at least ${least} on the ${rules.plan} plan, got ${edgeTtlSeconds}`,
      );
    }
    rules.add(this, "http_request_cache_settings", {
      ...rule,
      action: "set_cache_settings",
      actionParameters: cache
        ? { cache, edgeTtl: lifetime(edgeTtlSeconds), browserTtl: lifetime(browserTtlSeconds) }
        : { cache },
    });
  }
}

function lifetime(seconds: number | undefined) {
  return seconds === undefined ? { mode: "respect_origin" } : { mode: "override_origin", default: seconds };
}

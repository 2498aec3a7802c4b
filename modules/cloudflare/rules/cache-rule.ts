import { Construct } from "constructs";
import type { IZoneRules, Rule } from "./zone-rules";

/** Least time at the edge; https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/ */
const LEAST_SECONDS = { free: 7200, pro: 3600, business: 1, enterprise: 1 };

export interface CacheRuleProps extends Pick<Rule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** Keep answers, whatever file they are; or ask the origin each time. */
  readonly cache: boolean;

  /** How long Cloudflare keeps them, instead of what the origin says. @default what the origin says */
  readonly edgeSeconds?: number;

  /** How long browsers keep them, instead of what the origin says. @default what the origin says */
  readonly browserSeconds?: number;
}

/** What of a zone is cached, and how long. Every rule that matches sets its settings: of the same, the last wins. */
export class CacheRule extends Construct {
  constructor(scope: Construct, id: string, props: CacheRuleProps) {
    super(scope, id);
    const { rules, cache, edgeSeconds, browserSeconds, ...rule } = props;
    if (!cache && (edgeSeconds !== undefined || browserSeconds !== undefined)) {
      throw new Error(`${this.node.path}: edgeSeconds and browserSeconds must be left out where cache is false`);
    }
    const least = LEAST_SECONDS[rules.plan];
    if (edgeSeconds !== undefined && edgeSeconds < least) {
      throw new Error(
        `${this.node.path}: edgeSeconds must be at least ${least} on the ${rules.plan} plan, got ${edgeSeconds}`,
      );
    }
    rules.add(this, "http_request_cache_settings", {
      ...rule,
      action: "set_cache_settings",
      actionParameters: cache
        ? { cache, edgeTtl: lifetime(edgeSeconds), browserTtl: lifetime(browserSeconds) }
        : { cache },
    });
  }
}

function lifetime(seconds: number | undefined) {
  return seconds === undefined ? { mode: "respect_origin" } : { mode: "override_origin", default: seconds };
}

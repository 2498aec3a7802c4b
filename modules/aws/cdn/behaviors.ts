import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { check, fail } from "@modules/core/checks";
import type { Construct } from "constructs";
import type { ICachePolicy } from "./cache-policy";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  type ManagedCachePolicy,
  type ManagedOriginRequestPolicy,
} from "./managed-policies";

/** A cache behavior of a distribution. */
export interface Behavior {
  /** Id of an origin or of a failover of the distribution. */
  readonly origin: string;

  /** Managed cache policy by name, or a cache policy of the account. */
  readonly cachePolicy: ManagedCachePolicy | ICachePolicy;

  /** Parts of a request that CloudFront forwards to the origin besides the cache key. @default none */
  readonly originRequestPolicy?: ManagedOriginRequestPolicy;

  /** Allowed methods: `get` is GET and HEAD, `read` adds OPTIONS, `all` adds DELETE, PATCH, POST and PUT. @default "read" */
  readonly methods?: keyof typeof METHODS;

  /** Cache responses to OPTIONS, too; must be false with `get`. @default false */
  readonly cacheOptions?: boolean;

  /**
   * Response to plain HTTP requests. Clients of an API need `https-only`: a redirect hides that they send secrets
   * unencrypted. @default "redirect-to-https"
   */
  readonly viewerProtocol?: "redirect-to-https" | "https-only";
}

/** Cache behaviors by path pattern, such as `/static/*`, case-sensitive; the first that matches applies. */
export type Behaviors = Readonly<Record<string, Behavior>>;

const METHODS = {
  get: ["GET", "HEAD"],
  read: ["GET", "HEAD", "OPTIONS"],
  all: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
};

/** Ids of a distribution. */
interface OriginIds {
  readonly origins: readonly string[];
  readonly failovers: readonly string[];
}

/** Fails when CloudFront would refuse a behavior. */
export function checkBehaviors(
  scope: Construct,
  behaviors: readonly Behavior[],
  { origins, failovers }: OriginIds,
): void {
  for (const { origin, methods, cacheOptions } of behaviors) {
    if (cacheOptions && methods === "get") {
      fail(scope, "cacheOptions", "false with methods get", true);
    }
    const ids = [...origins, ...failovers];
    check(scope, ids.includes(origin), "origin of a behavior", ids.join(" or "), origin);
    const repeatable = methods !== "all" || !failovers.includes(origin);
    check(scope, repeatable, "methods", "get or read with a failover", methods);
  }
}

/** The arguments of a behavior. */
export function renderBehavior(
  behavior: Behavior,
  responseHeadersPolicyId: string,
): CloudfrontDistributionDefaultCacheBehavior {
  const { origin, cachePolicy, originRequestPolicy, methods = "read", cacheOptions = false } = behavior;
  const { viewerProtocol = "redirect-to-https" } = behavior;
  return {
    targetOriginId: origin,
    viewerProtocolPolicy: viewerProtocol,
    allowedMethods: METHODS[methods],
    cachedMethods: cacheOptions ? METHODS.read : METHODS.get,
    compress: true,
    cachePolicyId: typeof cachePolicy === "string" ? MANAGED_CACHE_POLICIES[cachePolicy] : cachePolicy.id,
    originRequestPolicyId: originRequestPolicy && MANAGED_ORIGIN_REQUEST_POLICIES[originRequestPolicy],
    responseHeadersPolicyId,
  };
}

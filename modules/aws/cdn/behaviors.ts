import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { Construct } from "constructs";
import type { ICachePolicy } from "./cache-policy";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  type ManagedCachePolicy,
  type ManagedOriginRequestPolicy,
} from "./managed-policies";

export interface Behavior {
  /** One of the distribution's. */
  readonly origin: string;

  /** One of CloudFront's by name, or one's own. */
  readonly cachePolicy: ManagedCachePolicy | ICachePolicy;

  /** What the origin gets of a request besides what the cache goes by. @default nothing */
  readonly originRequestPolicy?: ManagedOriginRequestPolicy;

  /** `get` is GET and HEAD, `read` OPTIONS too, `all` the writing ones as well. @default "read" */
  readonly methods?: keyof typeof METHODS;

  /** Whether answers to OPTIONS may be kept too, as long as the policy says. @default false */
  readonly cacheOptions?: boolean;

  /** What becomes of plain HTTP; a program should learn that it sent a secret in the open. @default "redirect-to-https" */
  readonly viewerProtocol?: "redirect-to-https" | "https-only";
}

/** Behaviors by path pattern, such as `/static/*`; case matters and the first that matches is taken. */
export type Behaviors = Readonly<Record<string, Behavior>>;

const METHODS = {
  get: ["GET", "HEAD"],
  read: ["GET", "HEAD", "OPTIONS"],
  all: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
};

export function checkBehaviors(scope: Construct, behaviors: readonly Behavior[], origins: readonly string[]): void {
  for (const { origin, methods, cacheOptions } of behaviors) {
    if (cacheOptions && methods === "get") {
      throw new Error(`${scope.node.path}: cacheOptions must be false with methods get, got true`);
    }
    if (!origins.includes(origin)) {
      throw new Error(`${scope.node.path}: origin of a behavior must be ${origins.join(" or ")}, got ${origin}`);
    }
  }
}

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

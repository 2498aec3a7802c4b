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

  /** `read` is GET, HEAD and OPTIONS, `all` the writing ones too. @default "read" */
  readonly methods?: "read" | "all";

  /** What becomes of plain HTTP; a program should learn that it sent a secret in the open. @default "redirect-to-https" */
  readonly viewerProtocol?: "redirect-to-https" | "https-only";
}

/** Behaviors by path pattern, such as `/static/*`; case matters and the first that matches is taken. */
export type Behaviors = Readonly<Record<string, Behavior>>;

const READ = ["GET", "HEAD", "OPTIONS"];
const ALL = [...READ, "DELETE", "PATCH", "POST", "PUT"];

export function checkBehaviors(scope: Construct, behaviors: readonly Behavior[], origins: readonly string[]): void {
  for (const { origin } of behaviors) {
    if (!origins.includes(origin)) {
      throw new Error(`${scope.node.path}: origin of a behavior must be ${origins.join(" or ")}, got ${origin}`);
    }
  }
}

export function renderBehavior(
  behavior: Behavior,
  responseHeadersPolicyId: string,
): CloudfrontDistributionDefaultCacheBehavior {
  const { origin, cachePolicy, originRequestPolicy, methods = "read", viewerProtocol = "redirect-to-https" } = behavior;
  return {
    targetOriginId: origin,
    viewerProtocolPolicy: viewerProtocol,
    allowedMethods: methods === "all" ? ALL : READ,
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: typeof cachePolicy === "string" ? MANAGED_CACHE_POLICIES[cachePolicy] : cachePolicy.id,
    originRequestPolicyId: originRequestPolicy && MANAGED_ORIGIN_REQUEST_POLICIES[originRequestPolicy],
    responseHeadersPolicyId,
  };
}

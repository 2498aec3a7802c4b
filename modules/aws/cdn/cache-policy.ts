import {
  CloudfrontCachePolicy,
  type CloudfrontCachePolicyConfig,
} from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { checkName } from "../check-name";

export interface ICachePolicy extends IConstruct {
  readonly id: string;
}

export interface CachePolicyProps {
  /** Name of the policy: 1 to 128 letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  /** Minimum time in the cache, which the origin's headers cannot shorten. @default 0 */
  readonly minTtlSeconds?: number;

  /** Time in the cache when the origin sends no caching headers. */
  readonly defaultTtlSeconds: number;

  /** Maximum time in the cache. @default 31536000, a year */
  readonly maxTtlSeconds?: number;

  /** Query parameters in the cache key; `"all"` for every parameter. @default none */
  readonly queryStrings?: "all" | readonly string[];

  /** Headers in the cache key, such as `Origin`. @default none */
  readonly headers?: readonly string[];

  /** Cookies in the cache key. @default none */
  readonly cookies?: readonly string[];

  /** Arguments of the `aws_cloudfront_cache_policy` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudfrontCachePolicyConfig>;
}

/**
 * A cache policy, which sets the time for which CloudFront caches responses, and the parts of a request that form the
 * cache key. CloudFront forwards only these parts to the origin, and those of the behavior's origin request policy. An
 * account may have 20 cache policies, so prefer a managed one.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
export class CachePolicy extends Construct implements ICachePolicy {
  readonly id: string;

  constructor(scope: Construct, id: string, props: CachePolicyProps) {
    super(scope, id);
    const { name, minTtlSeconds = 0, defaultTtlSeconds, maxTtlSeconds = 31_536_000 } = props;
    const { queryStrings = [], headers = [], cookies = [], overrides } = props;
    checkName(this, "aws_cloudfront_cache_policy", name);
    const ordered = 0 <= minTtlSeconds && minTtlSeconds <= defaultTtlSeconds && defaultTtlSeconds <= maxTtlSeconds;
    const rule = `from minTtlSeconds ${minTtlSeconds} to maxTtlSeconds ${maxTtlSeconds}`;
    check(this, ordered, "defaultTtlSeconds", rule, defaultTtlSeconds);
    const only = (items: readonly string[]) => (items.length > 0 ? "whitelist" : "none");
    const policy = new CloudfrontCachePolicy(this, "Default", {
      name,
      minTtl: minTtlSeconds,
      defaultTtl: defaultTtlSeconds,
      maxTtl: maxTtlSeconds,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        queryStringsConfig:
          queryStrings === "all"
            ? { queryStringBehavior: "all" }
            : { queryStringBehavior: only(queryStrings), queryStrings: some(queryStrings) },
        headersConfig: { headerBehavior: only(headers), headers: some(headers) },
        cookiesConfig: { cookieBehavior: only(cookies), cookies: some(cookies) },
      },
      ...overrides,
    });
    this.id = policy.id;
  }
}

function some(items: readonly string[]): { items: string[] } | undefined {
  return items.length > 0 ? { items: [...items] } : undefined;
}

import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { Construct, type IConstruct } from "constructs";

export interface ICachePolicy extends IConstruct {
  readonly id: string;
}

export interface CachePolicyProps {
  /** 1 to 128 letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  /** Kept at least so long, whatever the origin says. @default 0 */
  readonly minTtlSeconds?: number;

  /** Kept so long where the origin says nothing. */
  readonly defaultTtlSeconds: number;

  /** Kept at most so long. @default one year */
  readonly maxTtlSeconds?: number;

  /** Parameters of the query that make another copy; `"all"` for every one. @default none */
  readonly queryStrings?: "all" | readonly string[];

  /** Headers that make another copy, such as `Origin`. @default none */
  readonly headers?: readonly string[];

  /** Cookies that make another copy. @default none */
  readonly cookies?: readonly string[];
}

/**
 * How long answers are kept at the edge and which requests share one. What is
 * not in the key does not reach the origin either, unless a behavior's origin
 * request policy says so. An account has 20 of its own, so use CloudFront's
 * where one fits.
 */
export class CachePolicy extends Construct implements ICachePolicy {
  readonly id: string;

  constructor(scope: Construct, id: string, props: CachePolicyProps) {
    super(scope, id);
    const { name, minTtlSeconds = 0, defaultTtlSeconds, maxTtlSeconds = 31_536_000 } = props;
    const { queryStrings = [], headers = [], cookies = [] } = props;
    if (!(0 <= minTtlSeconds && minTtlSeconds <= defaultTtlSeconds && defaultTtlSeconds <= maxTtlSeconds)) {
      throw new Error(
        `${this.node.path}: defaultTtlSeconds must be from minTtlSeconds ${minTtlSeconds} to maxTtlSeconds ${maxTtlSeconds}, got ${defaultTtlSeconds}`,
      );
    }
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
    });
    this.id = policy.id;
  }
}

function some(items: readonly string[]): { items: string[] } | undefined {
  return items.length > 0 ? { items: [...items] } : undefined;
}

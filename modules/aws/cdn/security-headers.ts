import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicyCorsConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

export interface SecurityHeadersProps {
  /** 1 to 128 letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  /** Sites whose pages may read the answers, such as `https://app.example.com`. @default what the origin allows */
  readonly allowedOrigins?: readonly string[];

  /** Time browsers insist on HTTPS. @default 31536000, a year */
  readonly strictTransportSeconds?: number;

  /** Sites that may frame its pages: its own where the origin does not say otherwise, or none whatever the origin says. @default "own" */
  readonly framedBy?: "own" | "nobody";
}

/**
 * Headers that make browsers careful, on every answer. What a page may load
 * (its Content-Security-Policy) and whether it may be framed the origin knows
 * better: where it says so, its word stands.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export class SecurityHeaders extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityHeadersProps) {
    super(scope, id);
    const { name, allowedOrigins = [], strictTransportSeconds = 31_536_000, framedBy = "own" } = props;
    const framable = framedBy === "own";
    const policy = new CloudfrontResponseHeadersPolicy(this, "Default", {
      name,
      corsConfig: allowedOrigins.length > 0 ? readableBy(allowedOrigins) : undefined,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: strictTransportSeconds,
          includeSubdomains: true,
          preload: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: framable ? "SAMEORIGIN" : "DENY", override: !framable },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
      },
    });
    this.id = policy.id;
  }
}

function readableBy(origins: readonly string[]): CloudfrontResponseHeadersPolicyCorsConfig {
  return {
    accessControlAllowOrigins: { items: [...origins] },
    accessControlAllowMethods: { items: ["GET", "HEAD"] },
    accessControlAllowHeaders: { items: ["*"] },
    accessControlAllowCredentials: false,
    accessControlMaxAgeSec: 600,
    originOverride: true,
  };
}

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
}

/**
 * Headers that make browsers careful, on every answer. What a page may load
 * (its Content-Security-Policy) and whether it may be framed the origin knows
 * better: where it says so, its word stands.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export class SecurityHeaders extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { name, allowedOrigins = [] }: SecurityHeadersProps) {
    super(scope, id);
    const policy = new CloudfrontResponseHeadersPolicy(this, "Default", {
      name,
      corsConfig: allowedOrigins.length > 0 ? readableBy(allowedOrigins) : undefined,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 31_536_000,
          includeSubdomains: true,
          preload: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "SAMEORIGIN", override: false },
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

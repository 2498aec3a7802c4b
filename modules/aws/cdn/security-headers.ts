import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicyConfig,
  type CloudfrontResponseHeadersPolicyCorsConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import { checkName } from "../check-name";

export interface SecurityHeadersProps {
  /** Name of the policy: 1 to 128 letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  /** Sites whose scripts may read responses (CORS), such as `https://app.example.com`. @default none: the origin's own CORS headers */
  readonly allowedOrigins?: readonly string[];

  /** `max-age` of Strict-Transport-Security: time for which browsers refuse plain HTTP. @default 31536000, a year */
  readonly strictTransportSeconds?: number;

  /** X-Frame-Options: `SAMEORIGIN` applies unless the origin sends the header, `DENY` always. @default "SAMEORIGIN" */
  readonly frameOption?: "SAMEORIGIN" | "DENY";

  /** Arguments of the `aws_cloudfront_response_headers_policy` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudfrontResponseHeadersPolicyConfig>;
}

/**
 * A response headers policy with security headers. It sets no Content-Security-Policy, because the right value depends
 * on the contents of each page.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export class SecurityHeaders extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityHeadersProps) {
    super(scope, id);
    const { name, allowedOrigins = [], strictTransportSeconds = 31_536_000 } = props;
    const { frameOption = "SAMEORIGIN", overrides } = props;
    checkName(this, "aws_cloudfront_response_headers_policy", name);
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
        frameOptions: { frameOption, override: frameOption === "DENY" },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
      },
      ...overrides,
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

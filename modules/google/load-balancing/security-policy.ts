import {
  ComputeSecurityPolicy,
  type ComputeSecurityPolicyConfig,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";

export interface ISecurityPolicy extends IConstruct {
  readonly id: string;
}

export interface SecurityPolicyProps {
  /** 1 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** Requests of one IP address in a minute, at least 1; the policy refuses further ones. @default 1200 */
  readonly requestsPerMinute?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeSecurityPolicyConfig>;
}

/**
 * A Cloud Armor security policy: it refuses requests with the signatures of known attacks, and IP addresses that exceed a
 * rate, at the edge of Google's network.
 */
export class SecurityPolicy extends Construct implements ISecurityPolicy {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityPolicyProps) {
    super(scope, id);
    const { name, requestsPerMinute = 1200, overrides } = props;
    checkWholeNumber(this, "requestsPerMinute", requestsPerMinute, 1);
    const policy = new ComputeSecurityPolicy(this, "Default", {
      name,
      type: "CLOUD_ARMOR",
      rule: [
        ...ATTACKS.map(([attack, priority]) => ({
          action: "deny(403)",
          priority,
          description: `Refuses ${attack}`,
          match: { expr: { expression: `evaluatePreconfiguredWaf('${attack}', {'sensitivity': 1})` } },
        })),
        {
          action: "throttle",
          priority: 2000,
          description: "Refuses an address that asks too often",
          match: everyone(),
          rateLimitOptions: {
            conformAction: "allow",
            exceedAction: "deny(429)",
            enforceOnKey: "IP",
            rateLimitThreshold: { count: requestsPerMinute, intervalSec: 60 },
          },
        },
        // Cloud Armor requires a default rule at this priority.
        { action: "allow", priority: 2147483647, description: "Lets the rest in", match: everyone() },
      ],
      ...overrides,
    });
    this.id = policy.id;
  }
}

/** Preconfigured rule sets with the fewest false positives, by priority; https://cloud.google.com/armor/docs/waf-rules */
const ATTACKS = [
  // Log4Shell and similar vulnerabilities.
  ["cve-canary", 1000],
  ["sqli-v33-stable", 1100],
  ["xss-v33-stable", 1200],
] as const;

function everyone() {
  return { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
}

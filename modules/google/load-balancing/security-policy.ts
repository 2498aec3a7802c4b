import {
  ComputeSecurityPolicy,
  type ComputeSecurityPolicyConfig,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { check, checkLength, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";

export interface ISecurityPolicy extends IConstruct {
  readonly id: string;
}

export interface SecurityPolicyProps {
  /** Name of the policy: 1 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  /** Requests of one client in a minute, at least 1; the policy refuses further ones. @default 1200 */
  readonly requestsPerMinute?: number;

  /** IPv4 and IPv6 ranges of addresses that may send requests. @default every address */
  readonly sourceCidrs?: readonly string[];

  /**
   * Header in which the proxies among `sourceCidrs` send the address of their client. Without it, the policy counts the
   * requests of a proxy as those of one client. Other sources could forge it, so it needs `sourceCidrs`.
   * @default the client is the address that connects
   */
  readonly clientAddressHeader?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeSecurityPolicyConfig>;
}

/**
 * A Cloud Armor security policy: it refuses requests with the signatures of known attacks, and clients that exceed a
 * rate, at the edge of Google's network. https://cloud.google.com/armor/docs/rate-limiting-overview
 */
export class SecurityPolicy extends Construct implements ISecurityPolicy {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityPolicyProps) {
    super(scope, id);
    const { name, requestsPerMinute = 1200, sourceCidrs, clientAddressHeader, overrides } = props;
    checkWholeNumber(this, "requestsPerMinute", requestsPerMinute, 1);
    checkLength(this, "sourceCidrs", sourceCidrs ?? ["*"], 1);
    const isTrusted = clientAddressHeader === undefined || sourceCidrs !== undefined;
    check(
      this,
      isTrusted,
      "clientAddressHeader",
      "set with sourceCidrs, as others could forge it",
      clientAddressHeader,
    );
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
        ...chunks(sourceCidrs ?? ["*"]).map((ranges, index) => ({
          action: "throttle",
          priority: 2000 + index,
          description: "Refuses a client that asks too often",
          match: sources(ranges),
          rateLimitOptions: {
            conformAction: "allow",
            exceedAction: "deny(429)",
            enforceOnKey: clientAddressHeader ? "USER_IP" : "IP",
            rateLimitThreshold: { count: requestsPerMinute, intervalSec: 60 },
          },
        })),
        // Cloud Armor requires a default rule at this priority.
        sourceCidrs
          ? { action: "deny(403)", priority: 2147483647, description: "Refuses other sources", match: sources(["*"]) }
          : { action: "allow", priority: 2147483647, description: "Lets the rest in", match: sources(["*"]) },
      ],
      advancedOptionsConfig: clientAddressHeader ? { userIpRequestHeaders: [clientAddressHeader] } : undefined,
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

/** A rule matches at most ten ranges; https://cloud.google.com/armor/quotas */
function chunks(ranges: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ranges.length / 10) }, (_, index) => ranges.slice(index * 10, index * 10 + 10));
}

function sources(srcIpRanges: string[]) {
  return { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges } };
}

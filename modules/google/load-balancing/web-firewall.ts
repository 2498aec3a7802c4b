import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { Construct } from "constructs";

export interface WebFirewallProps {
  /** 1 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** Requests of one address in a minute; what is more is refused. @default 1200 */
  readonly requestsPerMinute?: number;
}

/** Refuses requests that attack well-known holes, and addresses that ask too often, at the edge of Google's network. */
export class WebFirewall extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const { name, requestsPerMinute = 1200 } = props;
    if (!(Number.isInteger(requestsPerMinute) && requestsPerMinute >= 1)) {
      throw new Error(`${this.node.path}: requestsPerMinute must be at least 1, got ${requestsPerMinute}`);
    }
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
        // Cloud Armor wants to be told what becomes of the rest, at this priority.
        { action: "allow", priority: 2147483647, description: "Lets the rest in", match: everyone() },
      ],
    });
    this.id = policy.id;
  }
}

/** Rule sets with the least false alarms, by their priority; https://cloud.google.com/armor/docs/waf-rules */
const ATTACKS = [
  // Log4Shell and its kin.
  ["cve-canary", 1000],
  ["sqli-v33-stable", 1100],
  ["xss-v33-stable", 1200],
] as const;

function everyone() {
  return { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
}

import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

export interface FirewallRuleProps extends RuleProps {
  /** @default "block" */
  readonly action?: "block" | "managed_challenge";
}

/**
 * A WAF custom rule, which blocks or challenges the requests that its expression matches. The first rule that matches
 * applies. https://developers.cloudflare.com/waf/custom-rules/
 */
export class FirewallRule extends Construct {
  constructor(scope: Construct, id: string, { rules, action = "block", ...rule }: FirewallRuleProps) {
    super(scope, id);
    rules.add(this, "http_request_firewall_custom", { ...rule, action });
  }
}

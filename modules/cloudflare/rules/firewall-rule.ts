import { Construct } from "constructs";
import type { IZoneRules, ZoneRule } from "./zone-rules";

export interface FirewallRuleProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** @default "block" */
  readonly action?: "block" | "managed_challenge";
}

/** What a zone refuses, or lets pass who proves to be human; the first that matches decides. */
export class FirewallRule extends Construct {
  constructor(scope: Construct, id: string, { rules, action = "block", ...rule }: FirewallRuleProps) {
    super(scope, id);
    rules.add(this, "http_request_firewall_custom", { ...rule, action });
  }
}

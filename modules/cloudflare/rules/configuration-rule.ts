import { Construct } from "constructs";
import type { IZoneRules, ZoneRule } from "./zone-rules";

export interface ConfigurationRuleProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** How origins are asked: over TLS under any certificate, or under one that is trusted. @default the zone's */
  readonly ssl?: "full" | "strict";

  /** Has little effect since clients have no threat score any more. @default the zone's */
  readonly securityLevel?: "low" | "medium" | "high" | "under_attack";
}

/** Settings of some requests that differ from the zone's. */
export class ConfigurationRule extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRuleProps) {
    super(scope, id);
    const { rules, ssl, securityLevel, ...rule } = props;
    if (!ssl && !securityLevel) {
      throw new Error(`${this.node.path}: ssl or securityLevel must be given, got neither`);
    }
    rules.add(this, "http_config_settings", {
      ...rule,
      action: "set_config",
      actionParameters: { ssl, securityLevel },
    });
  }
}

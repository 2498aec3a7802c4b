import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

export interface ConfigurationRuleProps extends RuleProps {
  /** Encryption between Cloudflare and the origin: `full` accepts any certificate, `strict` only a trusted one. @default the zone's setting */
  readonly ssl?: "full" | "strict";

  /** Security level. It has little effect, because Cloudflare no longer computes threat scores. @default the zone's setting */
  readonly securityLevel?: "low" | "medium" | "high" | "under_attack";
}

/**
 * Replaces settings of the zone for the requests that match an expression.
 * https://developers.cloudflare.com/rules/configuration-rules/
 */
export class ConfigurationRule extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRuleProps) {
    super(scope, id);
    const { rules, ssl, securityLevel, ...rule } = props;
    check(this, Boolean(ssl ?? securityLevel), "ssl or securityLevel", "given", "neither");
    rules.add(this, "http_config_settings", {
      ...rule,
      action: "set_config",
      actionParameters: { ssl, securityLevel },
    });
  }
}

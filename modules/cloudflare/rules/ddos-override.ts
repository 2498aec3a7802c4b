import type { RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct } from "constructs";
import type { IZoneRules } from "./zone-rules";

/** Id of the HTTP DDoS Attack Protection ruleset, the same in every account: https://developers.cloudflare.com/ddos-protection/managed-rulesets/http/ */
const HTTP_DDOS_RULESET = "4d21379b4f9f4bb088e0729962c8b3cf";

/** Sensitivity levels in the API's words, where "default" is the highest. */
const LEVELS = { high: "default", medium: "medium", low: "low", "essentially-off": "eoff" };

export interface DdosOverrideProps {
  readonly rules: IZoneRules;

  /** @default "high" */
  readonly sensitivity?: keyof typeof LEVELS;

  /** Response to requests that belong to an attack. @default "managed_challenge" */
  readonly action?: "block" | "managed_challenge";

  /** Arguments of the rule that replace what this module sets. @default none */
  readonly overrides?: Partial<RulesetRules>;
}

/** Sensitivity and action of the DDoS protection for HTTP, which Cloudflare always runs. */
export class DdosOverride extends Construct {
  constructor(scope: Construct, id: string, props: DdosOverrideProps) {
    super(scope, id);
    const { rules, sensitivity = "high", action = "managed_challenge", overrides } = props;
    rules.add(this, "ddos_l7", {
      description: `HTTP floods, sensitivity ${sensitivity}`,
      // Other expressions need Advanced DDoS Protection.
      expression: "true",
      action: "execute",
      actionParameters: { id: HTTP_DDOS_RULESET, overrides: { sensitivityLevel: LEVELS[sensitivity], action } },
      overrides,
    });
  }
}

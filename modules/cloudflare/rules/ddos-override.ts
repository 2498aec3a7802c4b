import { Construct } from "constructs";
import type { IZoneRules } from "./zone-rules";

/** The same in every account: https://developers.cloudflare.com/ddos-protection/managed-rulesets/http/ */
const HTTP_DDOS_RULES = "4d21379b4f9f4bb088e0729962c8b3cf";

/** The API's words; the default is the highest there is. */
const LEVELS = { high: "default", medium: "medium", low: "low", "essentially-off": "eoff" };

export interface DdosOverrideProps {
  readonly rules: IZoneRules;

  /** @default "high" */
  readonly sensitivity?: keyof typeof LEVELS;

  /** What is done to requests taken for an attack. @default "managed_challenge" */
  readonly action?: "block" | "managed_challenge";
}

/** How the protection against floods of requests, which is always on, acts in a zone. */
export class DdosOverride extends Construct {
  constructor(scope: Construct, id: string, props: DdosOverrideProps) {
    super(scope, id);
    const { rules, sensitivity = "high", action = "managed_challenge" } = props;
    rules.add(this, "ddos_l7", {
      description: `HTTP floods, sensitivity ${sensitivity}`,
      // Other expressions need Advanced DDoS Protection.
      expression: "true",
      action: "execute",
      actionParameters: { id: HTTP_DDOS_RULES, overrides: { sensitivityLevel: LEVELS[sensitivity], action } },
    });
  }
}

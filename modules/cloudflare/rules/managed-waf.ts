import { Construct } from "constructs";
import { planIncludes } from "../zone/plan";
import type { IZoneRules } from "./zone-rules";

/** Ids are the same in every account: https://developers.cloudflare.com/waf/managed-rules/reference/ */
const CLOUDFLARE_RULES = "efb7b8c949ac4650a09736dc376e9aee";
const OWASP_RULES = "4814384a9e5d4991b9815dcfc25d2f1f";
/** 949110, the last: it adds up what the others found. */
const OWASP_SCORE = "6179ae15870a4bb7b2d480d4843b323c";

/** Scores from which a request is refused; https://developers.cloudflare.com/waf/managed-rules/reference/owasp-core-ruleset/concepts/ */
const THRESHOLDS = { low: 60, medium: 40, high: 25 };

export interface ManagedWafProps {
  readonly rules: IZoneRules;

  /** How soon OWASP's rules refuse a request. @default "medium" */
  readonly sensitivity?: keyof typeof THRESHOLDS;
}

/** Cloudflare's own rules against known attacks, and OWASP's; paid plans have them. */
export class ManagedWaf extends Construct {
  constructor(scope: Construct, id: string, props: ManagedWafProps) {
    super(scope, id);
    const { rules, sensitivity = "medium" } = props;
    if (!planIncludes(rules.plan, "pro")) {
      throw new Error(`${this.node.path}: rules must be of a zone on a paid plan, got ${rules.plan}`);
    }
    rules.add(this, "http_request_firewall_managed", {
      ref: "cloudflare-managed",
      description: "Cloudflare Managed Ruleset",
      expression: "true",
      action: "execute",
      actionParameters: { id: CLOUDFLARE_RULES },
    });
    rules.add(this, "http_request_firewall_managed", {
      ref: "owasp-core",
      description: `OWASP Core Rule Set, sensitivity ${sensitivity}`,
      expression: "true",
      action: "execute",
      actionParameters: {
        id: OWASP_RULES,
        overrides: { rules: [{ id: OWASP_SCORE, action: "block", scoreThreshold: THRESHOLDS[sensitivity] }] },
      },
    });
  }
}

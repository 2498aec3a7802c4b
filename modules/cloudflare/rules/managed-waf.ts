import type { RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import { planIncludes } from "../zone/plan";
import type { IZoneRules } from "./zone-rules";

/** Ids of managed rulesets, the same in every account: https://developers.cloudflare.com/waf/managed-rules/reference/ */
const CLOUDFLARE_RULESET = "efb7b8c949ac4650a09736dc376e9aee";
const OWASP_RULESET = "4814384a9e5d4991b9815dcfc25d2f1f";
/**
 * Rule 949110, the last of its ruleset: it adds up the scores of the other rules, and acts on a request whose sum
 * reaches the threshold.
 */
const OWASP_SCORE_RULE = "6179ae15870a4bb7b2d480d4843b323c";

/**
 * Minimum scores of blocked requests:
 * https://developers.cloudflare.com/waf/managed-rules/reference/owasp-core-ruleset/concepts/
 */
const THRESHOLDS = { low: 60, medium: 40, high: 25 };

export interface ManagedWafProps {
  readonly rules: IZoneRules;

  /** Sensitivity of the OWASP rules: they block from a score of 60 (low), 40 (medium) or 25 (high). @default "medium" */
  readonly sensitivity?: keyof typeof THRESHOLDS;

  /** Arguments of the two rules that replace what this module sets, by the `ref` of the rule. @default none */
  readonly overrides?: Partial<Readonly<Record<"cloudflare-managed" | "owasp-core", Partial<RulesetRules>>>>;
}

/**
 * The Cloudflare Managed Ruleset and the OWASP Core Ruleset, available on paid plans.
 * https://developers.cloudflare.com/waf/managed-rules/
 */
export class ManagedWaf extends Construct {
  constructor(scope: Construct, id: string, props: ManagedWafProps) {
    super(scope, id);
    const { rules, sensitivity = "medium", overrides = {} } = props;
    check(this, planIncludes(rules.plan, "pro"), "rules", "of a zone on a paid plan", rules.plan);
    rules.add(this, "http_request_firewall_managed", {
      ref: "cloudflare-managed",
      description: "Cloudflare Managed Ruleset",
      expression: "true",
      action: "execute",
      actionParameters: { id: CLOUDFLARE_RULESET },
      overrides: overrides["cloudflare-managed"],
    });
    rules.add(this, "http_request_firewall_managed", {
      ref: "owasp-core",
      description: `OWASP Core Rule Set, sensitivity ${sensitivity}`,
      expression: "true",
      action: "execute",
      actionParameters: {
        id: OWASP_RULESET,
        overrides: { rules: [{ id: OWASP_SCORE_RULE, action: "block", scoreThreshold: THRESHOLDS[sensitivity] }] },
      },
      overrides: overrides["owasp-core"],
    });
  }
}

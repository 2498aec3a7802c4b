/** Findings of policies for auditors: every rule with its place in catalogs, what it was held against, and what broke it. */
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";
import { policies } from "./all";
import { findingsOf, type PolicyOptions, waiverOf } from "./findings";
import { policyResources } from "./resources";
import { catalogsOf } from "./topics";

export interface RuleReport {
  readonly id: string;
  readonly statement: string;
  readonly severity: string;
  readonly topic: string;
  readonly page: string;
  /** Place of the rule in each catalog of controls. */
  readonly catalogs: Readonly<Record<string, string>>;
  /** Number of resources that the rule applies to. */
  readonly resources: number;
  /** `<stack id> <address>` of each resource that breaks the rule without a waiver. */
  readonly violations: readonly string[];
  readonly waived: readonly Waived[];
}

export interface Waived {
  readonly place: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/** A report of every rule, also of those that hold. */
export function report(
  stacks: readonly PreparedStack[],
  { rules = policies, waivers = [] }: PolicyOptions = {},
): RuleReport[] {
  const all = policyResources(stacks);
  const findings = groupBy(findingsOf(stacks, rules), ({ rule }) => rule.id);
  return rules.map((rule) => {
    const places = (findings.get(rule.id) ?? []).map((finding) => ({ ...finding, waiver: waiverOf(finding, waivers) }));
    return {
      id: rule.id,
      statement: rule.name,
      severity: rule.severity,
      topic: rule.topic,
      page: rule.page,
      catalogs: catalogsOf(rule),
      resources: all.of(rule.type).filter(({ isProtected }) => isProtected || rule.unprotected !== "ignore").length,
      violations: places.filter(({ waiver }) => !waiver).map(({ place }) => place),
      waived: places.flatMap(({ place, waiver }) =>
        waiver ? [{ place, reason: waiver.reason, owner: waiver.owner, expires: waiver.expires }] : [],
      ),
    };
  });
}

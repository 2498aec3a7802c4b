/** Policies as checks, so that a synthesis refuses what breaks them. */
import type { Check, CheckScope } from "../checks/check";
import type { PreparedStack } from "../prepare";
import { policies } from "./all";
import { findingsOf, type PolicyOptions, sentence, waiverOf } from "./findings";
import { isExpired, type Rule, type Waiver, waives } from "./rule";

/**
 * A check that holds every resource against the rules, and, unless the stacks are partial, every waiver against the
 * resources.
 *
 * @example checked(app, { checks: [...checks, policyCheck({ waivers })] })
 */
export function policyCheck(options: PolicyOptions = {}, { partial = false }: CheckScope = {}): Check {
  const { rules = policies, waivers = [], waiversFile = "waivers" } = options;
  return (stacks) => [
    ...findingsOf(stacks, rules)
      .filter((finding) => finding.level === "error" && !waiverOf(finding, waivers))
      .map(sentence),
    ...(partial ? [] : unusedWaivers(stacks, waivers, rules)).map(
      ({ rule, where }) =>
        `${waiversFile}: the waiver of ${rule} must accept a violation, got none at "${where}"; ${
          rules.some(({ id }) => id === rule) ? "remove it" : "no policy has this id"
        }`,
    ),
  ];
}

/**
 * A check for `warnings` of a synthesis: violations that only warn, and waivers whose last day is past.
 *
 * @param today such as "2027-06-30"
 */
export function policyWarnings({ rules = policies, waivers = [] }: PolicyOptions, today = date(new Date())): Check {
  return (stacks) => [
    ...findingsOf(stacks, rules)
      .filter((finding) => finding.level === "warning" && !waiverOf(finding, waivers))
      .map((finding) => `warning: ${sentence(finding)}`),
    ...waivers.filter((waiver) => isExpired(waiver, today)).map((waiver) => `warning: ${expiry(waiver)}`),
  ];
}

/** A line that says until when a waiver held, and who can renew it. */
export function expiry({ rule, where, owner, expires }: Waiver): string {
  return `waivers: the waiver of ${rule} at "${where}" must not be past its last day, got ${expires}; ${owner} fixes the violation or renews the waiver`;
}

/** The waivers that accept no violation in these stacks. */
export function unusedWaivers(
  stacks: readonly PreparedStack[],
  waivers: readonly Waiver[],
  rules: readonly Rule[] = policies,
): Waiver[] {
  const findings = findingsOf(stacks, rules);
  return waivers.filter((waiver) => !findings.some(({ rule, place }) => waives(waiver, rule.id, place)));
}

/** The date as waivers write it. */
export function date(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

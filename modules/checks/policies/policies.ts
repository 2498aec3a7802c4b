/** Policies as a check, so that a synthesis refuses what breaks them. */
import type { Check } from "../checks/check";
import type { PreparedStack } from "../prepare";
import { policies } from "./all";
import { policyResources, type Rule, violations, type Waiver, waives } from "./rule";

export interface PolicyOptions {
  /** @default every policy of this package */
  readonly rules?: readonly Rule[];

  /** Violations to accept, each with its reason. @default none */
  readonly waivers?: readonly Waiver[];
}

/**
 * A check that holds every resource against the rules.
 *
 * @example checked(app, { checks: [...checks, policyCheck({ waivers })] })
 */
export function policyCheck({ rules = policies, waivers = [] }: PolicyOptions = {}): Check {
  return (stacks) => {
    const all = policyResources(stacks);
    return rules.flatMap((rule) =>
      violations(rule, all)
        .filter((violation) => !waivers.some((waiver) => waives(waiver, rule, violation)))
        .map((violation) => `${violation}: must obey the policy "${rule.name}"; ${rule.fix}`),
    );
  };
}

/** The waivers that accept no violation in these stacks; a test can demand that there are none. */
export function unusedWaivers(
  stacks: readonly PreparedStack[],
  waivers: readonly Waiver[],
  rules: readonly Rule[] = policies,
): Waiver[] {
  const all = policyResources(stacks);
  return waivers.filter(
    (waiver) =>
      !rules
        .filter(({ name }) => name === waiver.rule)
        .some((rule) => violations(rule, all).some((violation) => waives(waiver, rule, violation))),
  );
}

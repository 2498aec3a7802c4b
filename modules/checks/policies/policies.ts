import type { Check } from "../checks/check";
import { policies } from "./all";
import { policyResources, type Rule, violations, type Waiver, waives } from "./rule";

export interface PolicyOptions {
  /** @default every policy of this package */
  readonly rules?: readonly Rule[];

  /** Violations to accept, each with its reason. @default none */
  readonly waivers?: readonly Waiver[];
}

/**
 * A check that holds every resource against the rules. A waiver that accepts nothing is a fault
 * as well, so that waivers disappear with their cause.
 *
 * @example checked(app, { checks: [...checks, policyCheck({ waivers })] })
 */
export function policyCheck({ rules = policies, waivers = [] }: PolicyOptions = {}): Check {
  return (stacks) => {
    const all = policyResources(stacks);
    const used = new Set<Waiver>();
    const faults = rules.flatMap((rule) =>
      violations(rule, all).flatMap((violation) => {
        const waiver = waivers.find((one) => waives(one, rule, violation));
        if (waiver) {
          used.add(waiver);
          return [];
        }
        return [`${violation}: must obey the policy "${rule.name}"`];
      }),
    );
    return [
      ...faults,
      ...waivers
        .filter((waiver) => !used.has(waiver))
        .map(({ rule, where }) => `waiver of "${rule}" for ${where}: must accept a violation, got none; remove it`),
    ];
  };
}

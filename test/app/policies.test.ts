import { policies as rules } from "@modules/checks/policies/all";
import { policyResources, violations, waives } from "@modules/checks/policies/rule";
import { describe, expect, test } from "vitest";
import { waivers } from "../../app/waivers";
import { prepared } from "../support/stacks";

const all = policyResources(prepared);

describe.each(rules)("$name", (rule) => {
  test("holds in every stack, except for waivers", () => {
    const unexcused = violations(rule, all).filter(
      (violation) => !waivers.some((waiver) => waives(waiver, rule, violation)),
    );

    expect(unexcused).toEqual([]);
  });
});

test.each(waivers)("still needs the waiver of '$rule' for $where", (waiver) => {
  const rule = rules.find(({ name }) => name === waiver.rule);

  expect(rule).toBeDefined();
  expect(violations(rule!, all).some((violation) => waives(waiver, rule!, violation))).toBe(true);
});

import { describe, expect, test } from "vitest";
import { policies as rules } from "../../../app/policies/all";
import { Resources, violations, waives } from "../../../app/policies/rule";
import { waivers } from "../../../app/policies/waivers";
import { stacks } from "../../support/stacks";

const all = new Resources(stacks);

describe.each(rules)("$name", (rule) => {
  test("holds everywhere but where a waiver says why not", () => {
    const unexcused = violations(rule, all).filter(
      (violation) => !waivers.some((waiver) => waives(waiver, rule.name, violation)),
    );

    expect(unexcused).toEqual([]);
  });

  test("fails where it is broken", () => {
    const broken = new Resources({ "shop-production-data": { resource: { [rule.type]: { broken: rule.broken } } } });

    expect(violations(rule, broken)).toHaveLength(1);
  });
});

test.each(waivers)("still needs the waiver of '$rule' for $where", (waiver) => {
  const rule = rules.find(({ name }) => name === waiver.rule);

  expect(rule).toBeDefined();
  expect(violations(rule!, all).some((violation) => waives(waiver, waiver.rule, violation))).toBe(true);
});

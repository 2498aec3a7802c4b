import { policies as rules } from "@modules/checks/policies/all";
import { Resources, type Rule, violations } from "@modules/checks/policies/rule";
import { describe, expect, test } from "vitest";

function violationsOf(rule: Rule, block: object, isProtected = true): string[] {
  return violations(
    rule,
    new Resources([{ id: "shop", json: { resource: { [rule.type]: { it: block } } }, isProtected }]),
  );
}

describe.each(rules)("$name", (rule) => {
  test("fails for a resource that breaks it", () => {
    expect(violationsOf(rule, rule.broken)).toEqual([`shop ${rule.type}.it`]);
  });
});

test.each(rules.filter(({ protectedOnly }) => protectedOnly))("lets data be that is not protected: $name", (rule) => {
  expect(violationsOf(rule, rule.broken, false)).toEqual([]);
});

test("gives every rule its own name", () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

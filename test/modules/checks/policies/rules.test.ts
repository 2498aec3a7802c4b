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

  test.each([{}, { policy: "${data.aws_iam_policy_document.it.json}", container_definitions: "${var.it}" }])(
    "does not throw for %j",
    (block) => {
      expect(() => violationsOf(rule, block)).not.toThrow();
    },
  );

  test("makes one statement and has a fix", () => {
    expect(rule.name).not.toMatch(/[;:]/);
    expect(rule.fix).toMatch(/^[a-z]/);
  });
});

test("gives every rule its own name", () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test.each(rules.filter(({ protectedOnly }) => protectedOnly))("does not apply to unprotected data: $name", (rule) => {
  expect(violationsOf(rule, rule.broken, false)).toEqual([]);
});

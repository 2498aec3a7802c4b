import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

/** The rules of a managed group that only count matches, in the web ACL of a stack. */
function counted(stack: string, group: string): string[] {
  const rules: Json[] = only(stacks[stack]!, "aws_wafv2_web_acl").rule;
  const { managed_rule_group_statement } = rules.find(({ name }) => name === group).statement;
  return (managed_rule_group_statement.rule_action_override ?? []).map(({ name }: Json) => name);
}

test.each([
  ["dafnckmachine-production-edge"],
  ["dafnckmachine-production-load-balancing"],
  ["dafnckmachine-staging-edge"],
  ["freeagentics-production-edge"],
  ["freeagentics-production-load-balancing"],
])("lets code and prompts pass in bodies, and blocks the same elsewhere, in %s", (stack) => {
  expect(counted(stack, "CommonRuleSet")).toContain("CrossSiteScripting_BODY");
  expect(counted(stack, "SQLInjectionRule")).toEqual(["SQLi_BODY", "SQLiExtendedPatterns_BODY"]);
  expect([...counted(stack, "CommonRuleSet"), ...counted(stack, "SQLInjectionRule")].join("\n")).not.toMatch(
    /^.*_(?!BODY$)[A-Z]+$/m,
  );
  expect(counted(stack, "KnownBadInputs")).toEqual([]);
});

test.each([
  ["lp-production-edge"],
  ["phoenix-rooivalk-production-edge"],
  ["phoenix-rooivalk-production-load-balancing"],
])("blocks attacks in bodies in %s", (stack) => {
  expect(counted(stack, "CommonRuleSet")).toEqual(["SizeRestrictions_BODY"]);
});

import { pathStatements } from "@modules/checks/checks/path-statements";
import { expect, test } from "vitest";
import { appChecks } from "../../app/checks";
import { appPaths } from "../../app/paths";
import { appPolicies } from "../../app/policies";
import { waivers } from "../../app/waivers";
import { platforms } from "../../stacks/platforms";
import { prepared } from "../support/stacks";

test("passes every check and policy in every stack of every environment, and needs every waiver", () => {
  expect(appChecks(appPolicies, [pathStatements(appPaths(platforms))]).flatMap((check) => check(prepared))).toEqual([]);
});

test.each(waivers)("says why, who and until when: $rule at $where", ({ reason, owner, expires }) => {
  expect(reason).toMatch(/^[A-Z].*\.$/);
  expect(owner).not.toBe("");
  expect(new Date(expires).toISOString().slice(0, 10)).toBe(expires);
});

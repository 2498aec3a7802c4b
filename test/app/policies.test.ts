import { expect, test } from "vitest";
import { appChecks } from "../../app/checks";
import { waivers } from "../../app/waivers";
import { prepared } from "../support/stacks";

test("passes every check and policy in every stack of every environment, and needs every waiver", () => {
  expect(appChecks().flatMap((check) => check(prepared))).toEqual([]);
});

test.each(waivers)("says why, who and until when: $rule at $where", ({ reason, owner, expires }) => {
  expect(reason).toMatch(/^[A-Z].*\.$/);
  expect(owner).not.toBe("");
  expect(new Date(expires).toISOString().slice(0, 10)).toBe(expires);
});

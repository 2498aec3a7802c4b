import { unusedWaivers } from "@modules/checks/policies/policies";
import { expect, test } from "vitest";
import { appChecks } from "../../app/checks";
import { waivers } from "../../app/waivers";
import { prepared } from "../support/stacks";

test("passes every check and policy in every stack of every environment", () => {
  expect(appChecks.flatMap((check) => check(prepared))).toEqual([]);
});

test("needs every waiver", () => {
  expect(unusedWaivers(prepared, waivers)).toEqual([]);
});

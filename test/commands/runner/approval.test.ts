import { expect, test } from "vitest";
import { approve, refuseUnnamedLosses } from "../../../commands/runner/approval";
import type { Action } from "../../../commands/runner/changes";
import { savedPlan } from "../../support/plans";

function losing(id: string, address: string, action: Action) {
  return savedPlan(id, [{ address, action, stateful: true }]);
}

const DESTROYED = losing("shop-data", "aws_s3_bucket.files", "destroy");
const REPLACED = losing("shop-data", "aws_db_instance.database", "replace");

test("refuses to lose data at an address that nobody named, with the option to add", () => {
  expect(() => refuseUnnamedLosses([DESTROYED], {})).toThrow(
    "shop-data: aws_s3_bucket.files holds data that a destroy loses; if you want that, add --destroy 'shop-data:aws_s3_bucket.files'",
  );
  expect(() => refuseUnnamedLosses([REPLACED], {})).toThrow("add --replace 'shop-data:aws_db_instance.database'");
});

test.each([["aws_s3_bucket.files"], ["shop-data:aws_s3_bucket.files"], ["shop-data:*"]])("accepts %s", (name) => {
  expect(() => refuseUnnamedLosses([DESTROYED], { destroyed: [name] })).not.toThrow();
});

test("refuses a destroy that is named as a replacement, and an address of another stack", () => {
  expect(() => refuseUnnamedLosses([DESTROYED], { replace: ["aws_s3_bucket.files"] })).toThrow("--destroy");
  expect(() => refuseUnnamedLosses([DESTROYED], { destroyed: ["shop-edge:aws_s3_bucket.files"] })).toThrow("--destroy");
});

test("refuses an address alone that several stacks lose", () => {
  const plans = [DESTROYED, losing("shop-edge", "aws_s3_bucket.files", "destroy")];

  expect(() => refuseUnnamedLosses(plans, { destroyed: ["aws_s3_bucket.files"] })).toThrow(
    "aws_s3_bucket.files: must name one stack, as several lose it; write STACK:aws_s3_bucket.files",
  );
});

test("accepts every loss of several stacks by one pattern with a stack", () => {
  const plans = [DESTROYED, losing("shop-edge", "aws_s3_bucket.files", "destroy")];

  expect(() => refuseUnnamedLosses(plans, { destroyed: ["shop-*:*"] })).not.toThrow();
});

test("accepts changes that keep the data", () => {
  const plan = savedPlan("shop-data", [
    { address: "aws_s3_bucket.files", action: "change", stateful: true },
    { address: "aws_vpc.main", action: "destroy", stateful: false },
  ]);

  expect(() => refuseUnnamedLosses([plan], {})).not.toThrow();
});

test("fails without a terminal to ask at, unless it need not ask", async () => {
  await expect(approve({})).rejects.toThrow(
    "There is no terminal in which to ask; use --auto-approve, which apply and destroy take for plans that `pnpm plan` has saved",
  );
  await expect(approve({}, "Release it?")).rejects.toThrow(
    /^There is no terminal in which to ask; use --auto-approve$/,
  );
  await expect(approve({ autoApprove: true })).resolves.toBeUndefined();
});

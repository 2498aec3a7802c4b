import {
  accountOf,
  arn,
  globalArn,
  globalName,
  managedPolicyArn,
  partitionArn,
  setAccount,
} from "@modules/aws/account";
import { partitionOf } from "@modules/aws/partition";
import { testApp, testStack } from "@modules/testing/synth";
import { Lazy, TerraformStack } from "cdktf";
import { expect, test } from "vitest";

test.each([
  ["us-east-1", "aws"],
  ["us-gov-west-1", "aws-us-gov"],
  ["cn-north-1", "aws-cn"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eusc-de-east-1", "aws-eusc"],
  ["ca-central-1", "aws"],
])("has %s in the partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test("writes ARNs with the partition, region and account of the stack", () => {
  const stack = testStack(testApp(), "stack", "us-gov-west-1");

  expect(arn(stack, "logs", "*")).toBe("arn:aws-us-gov:logs:us-gov-west-1:111122223333:*");
  expect(globalArn(stack, "iam", "role/api")).toBe("arn:aws-us-gov:iam::111122223333:role/api");
  expect(partitionArn(stack, "s3", "shop-logs")).toBe("arn:aws-us-gov:s3:::shop-logs");
  expect(managedPolicyArn(stack, "ReadOnlyAccess")).toBe("arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess");
});

test("ends global names with the suffix of the stack's region", () => {
  const stack = new TerraformStack(testApp(), "west");
  setAccount(stack, { id: "111122223333", region: "us-west-2", globalSuffix: "-west" });

  expect(globalName(stack, "api")).toBe("api-west");
});

test("fails in a stack that states no account", () => {
  expect(() => accountOf(new TerraformStack(testApp(), "stack"))).toThrow(
    "stack: its stack must state an AWS account and region; call setAccount in the stack",
  );
});

test("serves every stack of an app that states its account", () => {
  const app = testApp();
  setAccount(app, { id: "111122223333", region: "eu-west-1" });

  expect(arn(new TerraformStack(app, "stack"), "sqs", "jobs", "*")).toBe("arn:aws:sqs:*:111122223333:jobs");
  expect(accountOf(new TerraformStack(app, "other")).region).toBe("eu-west-1");
});

test.each([
  [{ id: "1111-2222-3333", region: "us-east-1" }, "stack: account.id must be 12 digits, got 1111-2222-3333"],
  [
    { id: "111122223333", region: "us-east-1a" },
    "stack: account.region must be a region such as us-east-1, got us-east-1a",
  ],
  [
    { id: "111122223333", region: Lazy.stringValue({ produce: () => "us-east-1" }) },
    "stack: account.region must be known at synth, got a token",
  ],
])("fails on %j", (account, error) => {
  expect(() => setAccount(new TerraformStack(testApp(), "stack"), account)).toThrow(error);
});

import { Parameter } from "@modules/aws/operations/parameter";
import { Role } from "@modules/aws/security/role";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

function parameter(name = "/shop/cache"): Json {
  return synth((stack) => {
    const setting = new Parameter(stack, "cache", { name, description: "Where the cache is", value: "rediss://cache" });
    setting.grantRead(new Role(stack, "reader", { name: "reader", assumedBy: "ec2.amazonaws.com" }));
  });
}

test("holds a setting in plain text", () => {
  expect(only(parameter(), "aws_ssm_parameter")).toMatchObject({
    name: "/shop/cache",
    type: "String",
    value: "rediss://cache",
  });
});

test("lets a role read this one parameter", () => {
  const [read] = statements(only(parameter(), "aws_iam_role_policy").policy);

  expect(read).toMatchObject({
    Action: ["ssm:GetParameter", "ssm:GetParameters"],
    Resource: "arn:aws:ssm:us-east-1:111122223333:parameter/shop/cache",
  });
});

test("fails on a name that is no path", () => {
  expect(() => parameter("cache")).toThrow("name must be a path such as /shop/cache, got cache");
});

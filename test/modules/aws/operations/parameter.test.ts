import { Parameter, type ParameterProps } from "@modules/aws/operations/parameter";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function parameter(props: Partial<ParameterProps> = {}): Json {
  return synth((stack) => {
    const defaults = { name: "/shop/cache", description: "URL of the cache", value: "rediss://cache" };
    const setting = new Parameter(stack, "cache", { ...defaults, ...props });
    setting.grantRead(new Role(stack, "reader", { name: "reader", assumedBy: "ec2.amazonaws.com" }));
  });
}

test("holds a value in plain text", () => {
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

test("lets overrides win over what it sets", () => {
  expect(only(parameter({ overrides: { tier: "Advanced", type: "StringList" } }), "aws_ssm_parameter")).toMatchObject({
    tier: "Advanced",
    type: "StringList",
  });
});

test("fails on a name that is not a path", () => {
  expect(() => parameter({ name: "cache" })).toThrow("name must be a path such as /shop/cache, got cache");
});

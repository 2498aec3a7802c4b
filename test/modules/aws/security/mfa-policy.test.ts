import { MfaPolicy } from "@modules/aws/security/mfa-policy";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => new MfaPolicy(stack, "mfa", { name: "require-mfa", roles: ["administrator"] }));

test("denies everything without a second factor", () => {
  expect(statements(only(json, "aws_iam_policy").policy)).toEqual([
    {
      Sid: "RequireMfa",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ]);
});

test("is attached to the roles that people assume", () => {
  expect(only(json, "aws_iam_role_policy_attachment")).toMatchObject({
    role: "administrator",
    policy_arn: expect.stringContaining("aws_iam_policy.mfa"),
  });
});

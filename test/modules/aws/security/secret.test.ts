import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Secret, type SecretProps } from "@modules/aws/security/secret";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

function secret(props: Partial<SecretProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const role = new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" });
    new Secret(stack, "api-keys", { name: "shop/api-keys", description: "Keys", key, ...props }).grantRead(role);
  });
}

test("has a key of its own and no value", () => {
  const json = secret();

  expect(only(json, "aws_secretsmanager_secret")).toMatchObject({
    name: "shop/api-keys",
    kms_key_id: "${aws_kms_key.key.arn}",
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(json.resource.aws_secretsmanager_secret_version).toBeUndefined();
});

test("denies every other account, whoever may be granted it later", () => {
  expect(statements(only(secret(), "aws_secretsmanager_secret_policy").policy)).toMatchObject([
    { Effect: "Deny", Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } } },
  ]);
});

test("grants reading this secret by name, and its key", () => {
  expect(statements(only(secret(), "aws_iam_role_policy").policy)).toMatchObject([
    {
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-keys-??????",
    },
    { Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("fails on a name whose ARN could be another's", () => {
  expect(() => secret({ name: "shop/api-secret" })).toThrow(
    "name must not end in a hyphen and six characters, got shop/api-secret",
  );
});

test("fails on a recovery window Secrets Manager does not offer", () => {
  expect(() => secret({ recoveryDays: 3 })).toThrow("recoveryDays must be 0 or 7 to 30, got 3");
});

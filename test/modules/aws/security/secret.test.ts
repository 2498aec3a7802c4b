import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Secret, type SecretProps } from "@modules/aws/security/secret";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

/** A secret with a copy in us-west-2, which a role may read. */
function copied(region = "us-west-2"): Json {
  return synth((stack) => {
    const [key, west] = ["key", "west"].map((name) => new Key(stack, name, { name, description: "Key" }));
    const role = new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" });
    const copies = { "us-west-2": west! };
    const props = { name: "shop/api-keys", description: "Keys", key: key!, copies };
    const copy = new Secret(stack, "api-keys", props).copyIn(region);
    copy.grantRead(role);
    new TerraformOutput(stack, "arn", { value: copy.arn, staticId: true });
  });
}

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

test("copies itself to other regions, under the keys of those", () => {
  expect(only(copied(), "aws_secretsmanager_secret").replica).toEqual([
    { region: "us-west-2", kms_key_id: "${aws_kms_key.west.arn}" },
  ]);
});

test("has the same ARN in another region, as text that fits into JSON", () => {
  const { locals, output } = copied();
  const [[name, value]] = Object.entries(locals) as [[string, string]];

  expect(value).toBe('${replace(aws_secretsmanager_secret.api-keys.arn, ":us-east-1:", ":us-west-2:")}');
  expect(output.arn.value).toBe(`\${local.${name}}`);
});

test("grants reading the copy where it is, with its own key", () => {
  expect(statements(only(copied(), "aws_iam_role_policy").policy)).toMatchObject([
    { Resource: "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop/api-keys-??????" },
    { Action: "kms:Decrypt", Resource: "${aws_kms_key.west.arn}" },
  ]);
});

test("fails when asked for a copy it has not", () => {
  expect(() => copied("eu-west-1")).toThrow("region must be us-west-2, got eu-west-1");
});

test("fails on a name whose ARN could be another's", () => {
  expect(() => secret({ name: "shop/api-secret" })).toThrow(
    "name must not end in a hyphen and six characters, got shop/api-secret",
  );
});

test("fails on a recovery window Secrets Manager does not offer", () => {
  expect(() => secret({ recoveryDays: 3 })).toThrow("recoveryDays must be 0 or 7 to 30, got 3");
});

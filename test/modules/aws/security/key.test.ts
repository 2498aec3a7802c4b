import { Key, type KeyProps } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function key(props: Partial<KeyProps> = {}, use: (key: Key, role: Role) => void = () => {}): Json {
  return synth((stack) => {
    const made = new Key(stack, "data-key", { name: "shop-data", description: "Data", ...props });
    use(made, new Role(stack, "reader", { name: "reader", assumedBy: "lambda.amazonaws.com" }));
  });
}

function policy(json: Json): Json[] {
  return statements(only(json, "aws_kms_key").policy);
}

test("rotates and refuses deletion", () => {
  expect(only(key(), "aws_kms_key")).toMatchObject({
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});

test("delegates access to the account's IAM policies and names no other principal", () => {
  expect(policy(key())).toEqual([
    expect.objectContaining({ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }),
  ]);
});

test("lets CloudWatch Logs encrypt log groups of this account only", () => {
  const [, logs] = policy(key({ services: ["logs.us-east-1.amazonaws.com"] }));

  expect(logs.Condition).toEqual({
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111122223333:*" },
  });
});

test("lets other services use the key for resources of this account only", () => {
  const [, services] = policy(key({ services: ["sns.amazonaws.com"] }));

  expect(services.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
});

test("lets callers of this account use the key through a service and create grants for volumes", () => {
  const [, via] = policy(key({ viaServices: ["ec2.us-east-1.amazonaws.com"] }));

  expect(via.Action).toContain("kms:CreateGrant");
  expect(via.Condition.StringEquals).toEqual({
    "kms:CallerAccount": "111122223333",
    "kms:ViaService": ["ec2.us-east-1.amazonaws.com"],
  });
});

test("grants decryption without encryption", () => {
  const json = key({}, (made, role) => made.grantDecrypt(role));

  expect(statements(only(json, "aws_iam_role_policy").policy)).toEqual([
    { Effect: "Allow", Action: "kms:Decrypt", Resource: "${aws_kms_key.data-key.arn}" },
  ]);
});

test("lets overrides win over what it sets", () => {
  expect(
    only(key({ overrides: { customerMasterKeySpec: "ECC_NIST_P256", enableKeyRotation: false } }), "aws_kms_key"),
  ).toMatchObject({
    customer_master_key_spec: "ECC_NIST_P256",
    enable_key_rotation: false,
  });
});

test("grants the use of an existing key and makes no key", () => {
  const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const json = synth((stack) => {
    const role = new Role(stack, "reader", { name: "reader", assumedBy: "lambda.amazonaws.com" });
    Key.fromExisting(stack, "reports", { arn }).grantEncryptDecrypt(role);
  });

  expect(json.resource.aws_kms_key).toBeUndefined();
  expect(statements(only(json, "aws_iam_role_policy").policy)).toEqual([
    { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: arn },
  ]);
});

test("fails on a deletion window KMS does not offer", () => {
  expect(() => key({ deletionWindowDays: 3 })).toThrow("deletionWindowDays must be a whole number, 7 to 30, got 3");
});

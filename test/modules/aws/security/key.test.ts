import { Key, type KeyProps } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

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

test("leaves the decision to the account's policies and names no one else", () => {
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

test("ties other services to the account", () => {
  const [, services] = policy(key({ services: ["sns.amazonaws.com"] }));

  expect(services.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
});

test("admits callers of this account through a service, with grants for volumes", () => {
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

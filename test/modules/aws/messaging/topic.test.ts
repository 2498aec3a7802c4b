import { Topic } from "@modules/aws/messaging/topic";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

function topic(name = "alerts"): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    new Topic(stack, "alerts", { name, key }).grantPublish(role);
  });
}

test("is encrypted with the key", () => {
  expect(only(topic(), "aws_sns_topic")).toMatchObject({ name: "alerts", kms_master_key_id: "${aws_kms_key.key.arn}" });
});

test("refuses messages without TLS", () => {
  expect(statements(only(topic(), "aws_sns_topic_policy").policy)).toMatchObject([
    { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

test("grants publishing with the data keys that takes", () => {
  expect(statements(only(topic(), "aws_iam_role_policy").policy)).toEqual([
    { Effect: "Allow", Action: "sns:Publish", Resource: "${aws_sns_topic.alerts.arn}" },
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("fails on a name SNS does not take", () => {
  expect(() => topic("alerts.high")).toThrow("alerts: name must be 1 to 256 of A-Za-z0-9_-, got alerts.high");
});

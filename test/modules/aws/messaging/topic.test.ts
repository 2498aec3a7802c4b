import { Topic, type TopicProps } from "@modules/aws/messaging/topic";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function topic(props: Partial<TopicProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    new Topic(stack, "alerts", { name: "alerts", key, ...props }).grantPublish(role);
  });
}

test("subscribes mailboxes", () => {
  const { resource } = topic({ emails: ["oncall@example.com"] });

  expect(only({ resource }, "aws_sns_topic_subscription")).toMatchObject({
    protocol: "email",
    endpoint: "oncall@example.com",
    topic_arn: "${aws_sns_topic.alerts.arn}",
  });
  expect(topic().resource.aws_sns_topic_subscription).toBeUndefined();
});

test("is encrypted with the key", () => {
  expect(only(topic(), "aws_sns_topic")).toMatchObject({ name: "alerts", kms_master_key_id: "${aws_kms_key.key.arn}" });
});

test("denies messages without TLS", () => {
  expect(statements(only(topic(), "aws_sns_topic_policy").policy)).toMatchObject([
    { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

test("grants publishing and generating data keys", () => {
  expect(statements(only(topic(), "aws_iam_role_policy").policy)).toEqual([
    { Effect: "Allow", Action: "sns:Publish", Resource: "${aws_sns_topic.alerts.arn}" },
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("lets overrides win over what it sets", () => {
  expect(only(topic({ overrides: { displayName: "Alerts", name: "alarms" } }), "aws_sns_topic")).toMatchObject({
    display_name: "Alerts",
    name: "alarms",
  });
});

test("grants publishing to an existing topic", () => {
  const arn = "arn:aws:sns:us-east-1:111122223333:audits";
  const json = synth((stack) => {
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    Topic.fromExisting(stack, "audits", { arn }).grantPublish(role);
  });

  expect(json.resource.aws_sns_topic).toBeUndefined();
  expect(statements(only(json, "aws_iam_role_policy").policy)).toEqual([
    { Effect: "Allow", Action: "sns:Publish", Resource: arn },
  ]);
});

test("fails on a name that SNS does not accept", () => {
  expect(() => topic({ name: "alerts.high" })).toThrow("alerts: name must be 1 to 256 of A-Za-z0-9_-, got alerts.high");
});

test("posts messages to endpoints, which confirm their subscriptions", () => {
  const { resource } = topic({ httpsEndpoints: { paging: "https://paging.example.com/key" } });

  expect(only({ resource }, "aws_sns_topic_subscription")).toMatchObject({
    protocol: "https",
    endpoint: "https://paging.example.com/key",
    endpoint_auto_confirms: true,
  });
});

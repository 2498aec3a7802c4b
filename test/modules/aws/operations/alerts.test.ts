import { Alerts, type AlertsProps } from "@modules/aws/operations/alerts";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

function alerts(props: Partial<AlertsProps> = {}): Json {
  return synth((stack) => new Alerts(stack, "alerts", { name: "shop", emails: ["oncall@example.com"], ...props }));
}

const names = (json: Json) => Object.values<Json>(json.resource.aws_sns_topic).map(({ name }) => name);

test("has a topic for each severity, and ends every name with the suffix", () => {
  expect(names(alerts())).toEqual(["shop-critical", "shop-warning", "shop-email"]);
  expect(names(alerts({ nameSuffix: "-test", extraTopics: ["db-alert"] }))).toEqual([
    "shop-critical-test",
    "shop-warning-test",
    "shop-email-test",
    "db-alert-test",
  ]);
});

test("finds its further topics by name, and fails for others", () => {
  const { output } = synth((stack) => {
    const topics = new Alerts(stack, "alerts", { name: "shop", emails: [], extraTopics: ["db-alert"] });
    new TerraformOutput(stack, "topic", { value: topics.extraTopic("db-alert") });

    expect(() => topics.extraTopic("cpu")).toThrow("extraTopics must be db-alert, got cpu");
  });

  expect(output.topic.value).toMatch(/^\$\{aws_sns_topic\.alerts_db-alert_/);
});

test("subscribes every recipient to every topic", () => {
  const subscriptions = Object.values<Json>(alerts().resource.aws_sns_topic_subscription);

  expect(subscriptions).toHaveLength(3);
  for (const subscription of subscriptions) {
    expect(subscription).toMatchObject({ protocol: "email", endpoint: "oncall@example.com" });
  }
});

test("lets alarms of the account and rules publish, and no other service", () => {
  const { resource } = alerts();
  const [critical] = Object.values<Json>(resource.aws_sns_topic_policy);
  const allowed = statements(critical.policy).filter(({ Effect }) => Effect === "Allow");

  expect(allowed).toEqual([
    expect.objectContaining({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*" } },
    }),
    expect.objectContaining({ Principal: { Service: "events.amazonaws.com" } }),
  ]);
});

test("lets alarms use the key for these topics, without which SNS drops them", () => {
  const [, alarms] = statements(only(alerts(), "aws_kms_key").policy);

  expect(alarms.Condition.ArnLike).toEqual({
    "kms:EncryptionContext:aws:sns:topicArn": [
      "arn:aws:sns:us-east-1:111122223333:shop-critical",
      "arn:aws:sns:us-east-1:111122223333:shop-warning",
      "arn:aws:sns:us-east-1:111122223333:shop-email",
    ],
  });
});

test.each([
  ["rds", { Service: "events.rds.amazonaws.com" }],
  ["budgets", { Service: "budgets.amazonaws.com" }],
  ["costalerts", { Service: "costalerts.amazonaws.com" }],
] as const)("lets %s of this account publish and use the key", (service, principal) => {
  const { resource } = alerts({ services: [service] });
  const [policy] = Object.values<Json>(resource.aws_sns_topic_policy);
  const published = [policy.policy, only({ resource }, "aws_kms_key").policy].map((text) => statements(text).at(-1));

  for (const statement of published) {
    expect(statement).toMatchObject({
      Principal: principal,
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    });
  }
});

test("lets the service-linked role of Auto Scaling publish", () => {
  const [policy] = Object.values<Json>(alerts({ services: ["autoscaling"] }).resource.aws_sns_topic_policy);

  expect(statements(policy.policy).at(-1)).toMatchObject({
    Condition: { ArnLike: { "aws:PrincipalArn": expect.stringContaining("AWSServiceRoleForAutoScaling") } },
  });
});

test("grants publishing, and the use of the key", () => {
  const { resource } = synth((stack) => {
    const role = new Role(stack, "watcher", { name: "watcher", assumedBy: "pods.eks.amazonaws.com" });
    new Alerts(stack, "alerts", { name: "shop", emails: [] }).grantPublish(role);
  });
  const granted = Object.values<Json>(resource.aws_iam_role_policy).map(({ policy }) => statements(policy));

  expect(granted).toHaveLength(3);
  for (const [publish, key] of granted) {
    expect(publish).toMatchObject({ Effect: "Allow", Action: "sns:Publish" });
    expect(key).toMatchObject({ Action: ["kms:GenerateDataKey", "kms:Decrypt"] });
  }
});

test("lets overrides of the topics win over what it sets", () => {
  for (const topic of Object.values<Json>(alerts({ overrides: { displayName: "Shop" } }).resource.aws_sns_topic)) {
    expect(topic.display_name).toBe("Shop");
  }
});

test("pages people for critical alerts alone", () => {
  const json = alerts({ emails: [], pagingEndpoint: "https://paging.example.com/key" });

  expect(only(json, "aws_sns_topic_subscription")).toMatchObject({
    protocol: "https",
    topic_arn: expect.stringContaining("alerts_critical"),
  });
});

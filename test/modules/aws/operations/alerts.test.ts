import { Alerts } from "@modules/aws/operations/alerts";
import { Role } from "@modules/aws/security/role";
import { expect, test } from "vitest";
import { only, statements, synth } from "../../../support/synth";

const json = synth((stack) => new Alerts(stack, "alerts", { name: "shop-alerts", emails: ["oncall@example.com"] }));

test("writes to every mailbox", () => {
  expect(only(json, "aws_sns_topic_subscription")).toMatchObject({ protocol: "email", endpoint: "oncall@example.com" });
});

test("lets alarms of the account publish, and no other service", () => {
  const allowed = statements(only(json, "aws_sns_topic_policy").policy).filter(({ Effect }) => Effect === "Allow");

  expect(allowed).toEqual([
    expect.objectContaining({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*" } },
    }),
  ]);
});

test("lets alarms use the key for this topic, or none would arrive", () => {
  const [, alarms] = statements(only(json, "aws_kms_key").policy);

  expect(alarms.Condition.ArnLike).toEqual({
    "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:us-east-1:111122223333:shop-alerts",
  });
});

test("lets others tell people too, with the key that takes", () => {
  const { resource } = synth((stack) => {
    const role = new Role(stack, "watcher", { name: "watcher", assumedBy: "pods.eks.amazonaws.com" });
    new Alerts(stack, "alerts", { name: "shop-alerts", emails: [] }).grantPublish(role);
  });

  expect(statements(only({ resource }, "aws_iam_role_policy").policy)).toMatchObject([
    { Effect: "Allow", Action: "sns:Publish", Resource: "${aws_sns_topic.alerts.arn}" },
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"] },
  ]);
});

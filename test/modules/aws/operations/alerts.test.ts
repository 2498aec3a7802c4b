import { Alerts } from "@modules/aws/operations/alerts";
import { Role } from "@modules/aws/security/role";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => new Alerts(stack, "alerts", { name: "shop-alerts", emails: ["oncall@example.com"] }));

test("subscribes every recipient", () => {
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

test("lets alarms use the key for this topic, without which SNS drops them", () => {
  const [, alarms] = statements(only(json, "aws_kms_key").policy);

  expect(alarms.Condition.ArnLike).toEqual({
    "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:us-east-1:111122223333:shop-alerts",
  });
});

test("grants publishing, and the use of the key", () => {
  const { resource } = synth((stack) => {
    const role = new Role(stack, "watcher", { name: "watcher", assumedBy: "pods.eks.amazonaws.com" });
    new Alerts(stack, "alerts", { name: "shop-alerts", emails: [] }).grantPublish(role);
  });

  expect(statements(only({ resource }, "aws_iam_role_policy").policy)).toMatchObject([
    { Effect: "Allow", Action: "sns:Publish", Resource: "${aws_sns_topic.alerts.arn}" },
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"] },
  ]);
});

test("lets overrides of the topic win over what it sets", () => {
  const { resource } = synth(
    (stack) => new Alerts(stack, "alerts", { name: "shop-alerts", emails: [], overrides: { displayName: "Shop" } }),
  );

  expect(only({ resource }, "aws_sns_topic").display_name).toBe("Shop");
});

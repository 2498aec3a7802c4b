import { AnomalyDetection, type AnomalyDetectionProps } from "@modules/aws/cost/anomaly-detection";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function detection(props: Partial<AnomalyDetectionProps> = {}): Json {
  return synth((stack) => {
    new AnomalyDetection(stack, "anomalies", {
      name: "shop",
      threshold: { usd: 100 },
      recipients: { frequency: "daily", emails: ["finance@example.com"] },
      ...props,
    });
  });
}

test("mails a daily summary of services whose cost exceeds the expected", () => {
  const json = detection();

  expect(only(json, "aws_ce_anomaly_monitor")).toMatchObject({
    monitor_type: "DIMENSIONAL",
    monitor_dimension: "SERVICE",
  });
  expect(only(json, "aws_ce_anomaly_subscription")).toMatchObject({
    frequency: "DAILY",
    subscriber: [{ type: "EMAIL", address: "finance@example.com" }],
    threshold_expression: {
      dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", match_options: ["GREATER_THAN_OR_EQUAL"], values: ["100"] },
    },
  });
});

test("notifies a topic immediately, from a share of the expected cost", () => {
  const topicArn = "arn:aws:sns:us-east-1:111122223333:shop";
  const json = detection({ threshold: { percent: 50 }, recipients: { frequency: "immediate", topicArn } });

  expect(only(json, "aws_ce_anomaly_subscription")).toMatchObject({
    frequency: "IMMEDIATE",
    subscriber: [{ type: "SNS", address: topicArn }],
    threshold_expression: { dimension: { key: "ANOMALY_TOTAL_IMPACT_PERCENTAGE", values: ["50"] } },
  });
});

test.each([
  [{ threshold: { usd: 0 } }, "threshold must be more than 0, got 0"],
  [{ recipients: { frequency: "daily", emails: [] } }, "recipients.emails must be a list of 1 to 10 entries, got none"],
] as [Partial<AnomalyDetectionProps>, string][])("fails for %o", (props, message) => {
  expect(() => detection(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(only(detection({ overrides: { name: "all-services" } }), "aws_ce_anomaly_monitor").name).toBe("all-services");
});

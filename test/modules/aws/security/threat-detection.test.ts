import { type Protection, ThreatDetection } from "@modules/aws/security/threat-detection";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const detection = (protections?: readonly Protection[]) =>
  synth((stack) => void new ThreatDetection(stack, "threats", { protections }));

test("enables GuardDuty without further protection plans", () => {
  const json = detection();

  expect(only(json, "aws_guardduty_detector").enable).toBe(true);
  expect(json.resource.aws_guardduty_detector_feature).toBeUndefined();
});

test("enables the protection plans it is given", () => {
  const json = detection(["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"]);

  expect(Object.values<Json>(json.resource.aws_guardduty_detector_feature)).toMatchObject([
    { detector_id: "${aws_guardduty_detector.threats.id}", name: "EKS_AUDIT_LOGS", status: "ENABLED" },
    { name: "S3_DATA_EVENTS", status: "ENABLED" },
  ]);
});

test("lets overrides win over what it sets", () => {
  const json = synth(
    (stack) => void new ThreatDetection(stack, "threats", { overrides: { findingPublishingFrequency: "ONE_HOUR" } }),
  );

  expect(only(json, "aws_guardduty_detector").finding_publishing_frequency).toBe("ONE_HOUR");
});

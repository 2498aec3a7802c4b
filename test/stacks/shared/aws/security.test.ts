import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

test("runs GuardDuty in every region of production", () => {
  for (const [id, json] of Object.entries(stacks)) {
    if (/-production-security/.test(id)) {
      expect(only(json, "aws_guardduty_detector").enable, id).toBe(true);
    }
  }
  expect(stacks["dafnckmachine-development-security"]!.resource.aws_guardduty_detector).toBeUndefined();
});

test("enables the GuardDuty protections of the environment's data", () => {
  for (const region of ["", "-us-west-2"]) {
    const json = stacks[`phoenix-rooivalk-production-security${region}`]!;
    const features = Object.values<Json>(json.resource.aws_guardduty_detector_feature);

    expect(features).toContainEqual(expect.objectContaining({ name: "EKS_AUDIT_LOGS", status: "ENABLED" }));
  }
});

test("makes the data key the default key of EBS volumes", () => {
  const json = stacks["dafnckmachine-production-security"]!;

  expect(only(json, "aws_ebs_encryption_by_default").enabled).toBe(true);
  expect(only(json, "aws_ebs_default_kms_key").key_arn).toBe("${aws_kms_key.data-key.arn}");
});

test("lets EC2 in the key's region use the data key for volumes", () => {
  const key = stacks["dafnckmachine-production-security-us-west-2"]!.resource.aws_kms_key["data-key"] as Json;

  expect(JSON.stringify(statements(key.policy))).toContain("ec2.us-west-2.amazonaws.com");
});

test("protects the keys of production from deletion", () => {
  const keys = Object.values<Json>(stacks["dafnckmachine-production-security"]!.resource.aws_kms_key);

  expect(keys.every((key) => key.lifecycle.prevent_destroy)).toBe(true);
});

test("pages people for critical alerts of production in every region, at an address that a variable gives to plans", () => {
  for (const region of ["", "-us-west-2"]) {
    const json = stacks[`phoenix-rooivalk-production-security${region}`]!;
    const paging = Object.values<Json>(json.resource.aws_sns_topic_subscription).find(
      ({ protocol }) => protocol === "https",
    );

    expect(paging).toMatchObject({
      endpoint: "${var.paging_endpoint}",
      topic_arn: expect.stringContaining("alerts_critical"),
    });
    expect(json.variable.paging_endpoint).toMatchObject({ sensitive: true, nullable: false });
    expect(json.variable.paging_endpoint.default).toBeUndefined();
  }
  expect(stacks["phoenix-rooivalk-development-security"]!.variable).toBeUndefined();
});

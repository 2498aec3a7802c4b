import { AuditBucket } from "@modules/aws/security/audit-bucket";
import { ConfigurationRecorder, type ConfigurationRecorderProps } from "@modules/aws/security/configuration-recorder";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function recorder(props: Partial<ConfigurationRecorderProps> = {}): Json {
  return synth((stack) => {
    new ConfigurationRecorder(stack, "recorder", {
      name: "shop",
      bucket: new AuditBucket(stack, "bucket", { name: "records" }),
      ...props,
    });
  });
}

test("records every type and delivers to the bucket", () => {
  const json = recorder();

  expect(only(json, "aws_config_configuration_recorder").recording_group).toEqual({
    all_supported: true,
    include_global_resource_types: true,
  });
  expect(only(json, "aws_config_delivery_channel").s3_bucket_name).toContain("aws_s3_bucket_policy");
  expect(statements(only(json, "aws_iam_role_policy").policy)[0]).toMatchObject({
    Action: expect.arrayContaining(["s3:PutObject"]),
    Resource: expect.stringContaining("/AWSLogs/*"),
  });
});

test("starts after its channel, which needs the recorder", () => {
  const json = recorder();

  expect(only(json, "aws_config_delivery_channel").depends_on).toEqual(["aws_config_configuration_recorder.recorder"]);
  expect(only(json, "aws_config_configuration_recorder_status")).toMatchObject({
    is_enabled: true,
    depends_on: [expect.stringContaining("aws_config_delivery_channel.")],
  });
});

test("leaves IAM to the recorder of one region", () => {
  const { recording_group } = only(recorder({ globalTypes: false }), "aws_config_configuration_recorder");

  expect(recording_group.include_global_resource_types).toBe(false);
});

test("lets overrides win over what it sets", () => {
  const json = recorder({ overrides: { recordingMode: { recordingFrequency: "DAILY" } } });

  expect(only(json, "aws_config_configuration_recorder").recording_mode).toEqual({ recording_frequency: "DAILY" });
});

import { only, resources, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

const REGIONS = ["", "-us-west-2"] as const;
const cluster = (region: string) => stacks[`phoenix-rooivalk-production-kubernetes${region}`]!;

test.each(REGIONS)(
  "keeps what pods log encrypted for a year%s, before the add-on makes its own log groups",
  (region) => {
    const json = cluster(region);
    const groups = resources(json, "aws_cloudwatch_log_group").filter(({ name }) => name.includes("containerinsights"));
    const addon = resources(json, "aws_eks_addon").find(
      ({ addon_name }) => addon_name === "amazon-cloudwatch-observability",
    );

    expect(groups.map(({ name }) => name.split("/").at(-1))).toEqual([
      "application",
      "dataplane",
      "host",
      "performance",
    ]);
    for (const group of groups) {
      expect(group).toMatchObject({ retention_in_days: 365, kms_key_id: expect.stringContaining("logs-key") });
    }
    expect(addon.depends_on).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.application-logs",
        "aws_cloudwatch_log_group.performance-logs",
      ]),
    );
  },
);

test.each(REGIONS)("copies what pods log to the region's bucket of logs%s", (region) => {
  const json = cluster(region);
  const stream = only(json, "aws_kinesis_firehose_delivery_stream");
  const subscription = only(json, "aws_cloudwatch_log_subscription_filter");

  expect(subscription).toMatchObject({
    log_group_name: "${aws_cloudwatch_log_group.application-logs.name}",
    destination_arn: "${aws_kinesis_firehose_delivery_stream.log-stream.arn}",
    role_arn: "${aws_iam_role.log-sender.arn}",
  });
  expect(stream.extended_s3_configuration.bucket_arn).toContain("logs");
  const granted = resources(json, "aws_iam_role_policy")
    .filter(({ role }) => role === "${aws_iam_role.log-writer.name}")
    .flatMap(({ policy }) => statements(policy))
    .flatMap(({ Action }) => Action);
  expect(granted).toEqual(expect.arrayContaining(["s3:PutObject", "kms:GenerateDataKey"]));
});

test("lets CloudWatch Logs of this account alone send to the stream", () => {
  const sender = cluster("").resource.aws_iam_role["log-sender"] as { assume_role_policy: string };

  expect(statements(sender.assume_role_policy)).toMatchObject([
    {
      Principal: { Service: "logs.amazonaws.com" },
      Condition: { StringLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:555555555555:*" } },
    },
  ]);
});

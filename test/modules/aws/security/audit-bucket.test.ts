import { AuditBucket, type AuditBucketProps } from "@modules/aws/security/audit-bucket";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function bucket(props: Partial<AuditBucketProps> = {}): Json {
  return synth((stack) => new AuditBucket(stack, "records", { name: "audit-records", ...props }));
}

test("lets CloudTrail, AWS Config and GuardDuty of the account deliver under its own prefix, and no other service", () => {
  const policy = statements(only(bucket(), "aws_s3_bucket_policy").policy);
  const delivered = policy.filter(({ Action }) => Action === "s3:PutObject");

  expect(delivered).toEqual([
    expect.objectContaining({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Resource: "arn:aws:s3:::audit-records/AWSLogs/111122223333/*",
      Condition: expect.objectContaining({
        ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" },
      }),
    }),
    expect.objectContaining({
      Principal: { Service: "config.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333", "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    }),
    expect.objectContaining({
      Principal: { Service: "guardduty.amazonaws.com" },
      Resource: "arn:aws:s3:::audit-records/AWSLogs/111122223333/GuardDuty/*",
      Condition: expect.objectContaining({ StringEquals: { "aws:SourceAccount": "111122223333" } }),
    }),
  ]);
});

test("keeps records for seven years, in Glacier after 90 days", () => {
  const [rule] = only(bucket(), "aws_s3_bucket_lifecycle_configuration").rule;

  expect(rule).toMatchObject({
    expiration: [{ days: 2555 }],
    transition: [{ days: 90, storage_class: "GLACIER" }],
  });
});

test("lets overrides win over what it sets", () => {
  expect(only(bucket({ overrides: { objectLockEnabled: true } }), "aws_s3_bucket").object_lock_enabled).toBe(true);
});

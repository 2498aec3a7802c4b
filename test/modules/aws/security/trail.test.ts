import { AuditBucket } from "@modules/aws/security/audit-bucket";
import { Key } from "@modules/aws/security/key";
import { Trail, type TrailProps, trailKeyStatement } from "@modules/aws/security/trail";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function trail(props: Partial<TrailProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "trail", description: "Trail", policy: [trailKeyStatement(stack)] });
    new Trail(stack, "trail", {
      name: "events",
      bucket: new AuditBucket(stack, "bucket", { name: "events" }),
      key,
      ...props,
    });
  });
}

test("records the events of every region in files that prove they are unchanged", () => {
  expect(only(trail(), "aws_cloudtrail")).toMatchObject({
    name: "events",
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    s3_bucket_name: "${aws_s3_bucket_policy.bucket_policy_C7AF4A7D.bucket}",
  });
});

test("lets trails of the account, in any region, use the key", () => {
  expect(statements(only(trail(), "aws_kms_key").policy).at(-1)).toMatchObject({
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" } },
  });
});

test("fails for a name that CloudTrail refuses", () => {
  expect(() => trail({ name: "-x" })).toThrow("name must be 3 to 128 letters, digits and ._-, got -x");
});

test("lets overrides win over what it sets", () => {
  expect(only(trail({ overrides: { enableLogging: false } }), "aws_cloudtrail").enable_logging).toBe(false);
});

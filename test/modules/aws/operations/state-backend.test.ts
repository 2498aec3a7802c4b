import { StateBackend } from "@modules/aws/operations/state-backend";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth(
  (stack) => new StateBackend(stack, "state", { bucket: "states", lockTable: "locks", keyName: "states" }),
);

function bucketOf(type: string, name: string): Json {
  return Object.values<Json>(json.resource[type]).find(
    (one) => JSON.stringify(one.bucket) === JSON.stringify(`\${aws_s3_bucket.${address(name)}.bucket}`),
  );
}

function address(name: string): string {
  return Object.entries<Json>(json.resource.aws_s3_bucket).find(([, bucket]) => bucket.bucket === name)![0];
}

test("gives the lock table the hash key that Terraform expects, and protects it from deletion", () => {
  expect(only(json, "aws_dynamodb_table")).toMatchObject({
    hash_key: "LockID",
    deletion_protection_enabled: true,
    point_in_time_recovery: { enabled: true },
  });
});

test("versions states, and expires old versions and the delete markers of lock files", () => {
  expect(bucketOf("aws_s3_bucket_versioning", "states")).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  const rules: Json[] = bucketOf("aws_s3_bucket_lifecycle_configuration", "states").rule;
  expect(rules).toContainEqual(
    expect.objectContaining({ noncurrent_version_expiration: [expect.objectContaining({ noncurrent_days: 90 })] }),
  );
  expect(JSON.stringify(rules)).toContain('"expired_object_delete_marker":true');
});

test("denies requests without TLS, with other encryption or with another key", () => {
  const policy = statements(bucketOf("aws_s3_bucket_policy", "states").policy);

  expect(policy.filter(({ Effect }) => Effect === "Deny").map(({ Sid }) => Sid)).toEqual([
    "TlsOnly",
    "NoOtherEncryption",
    "NoOtherKey",
  ]);
});

test("writes its access logs to another bucket", () => {
  expect(bucketOf("aws_s3_bucket_logging", "states").target_bucket).toMatch(/^\$\{aws_s3_bucket_policy\.state_logs/);
});

test("lets overrides of the bucket win over what it sets", () => {
  const overridden = synth((stack) => {
    const props = { bucket: "states", lockTable: "locks", keyName: "states" };
    new StateBackend(stack, "state", { ...props, overrides: { objectLockEnabled: true } });
  });
  const states = Object.values<Json>(overridden.resource.aws_s3_bucket).find(({ bucket }) => bucket === "states");

  expect(states.object_lock_enabled).toBe(true);
});

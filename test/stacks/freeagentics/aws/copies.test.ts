import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const { region } = production.recovery!;
const stack = stacks[`freeagentics-production-copies-${region}`]!;

function rule(bucket: string): Json {
  const lifecycles = Object.values<Json>(stack.resource.aws_s3_bucket_lifecycle_configuration);
  return lifecycles.find((lifecycle) => lifecycle.bucket === `\${aws_s3_bucket.${bucket}.bucket}`).rule[0];
}

test("creates the destination buckets in the standby's region, encrypted with its key", () => {
  const encrypted = Object.values<Json>(stack.resource.aws_s3_bucket_server_side_encryption_configuration).filter(
    ({ bucket }) => !bucket.includes("access-logs"),
  );

  expect(stack.provider.aws[0].region).toBe(region);
  expect(encrypted).toHaveLength(3);
  for (const { rule } of encrypted) {
    expect(rule[0].apply_server_side_encryption_by_default.kms_master_key_id).toContain(
      `production-security-${region}.outputs`,
    );
  }
});

test("keeps versions in every destination bucket, which replication demands", () => {
  const versioned = Object.values<Json>(stack.resource.aws_s3_bucket_versioning).map(({ bucket }) => bucket);

  expect(versioned).toEqual(
    expect.arrayContaining(["uploads", "backups", "sources"].map((id) => `\${aws_s3_bucket.${id}.bucket}`)),
  );
});

test("expires copies of dumps with the dumps", () => {
  expect(rule("backups")).toMatchObject({
    expiration: [{ days: production.backups.dumpRetentionDays }],
    noncurrent_version_expiration: [{ noncurrent_days: 7 }],
  });
});

test("moves copies of the sources to Glacier only, since they arrive in infrequent access", () => {
  expect(rule("sources")).toMatchObject({
    transition: [{ days: 90, storage_class: "GLACIER" }],
    expiration: [{ days: 365 }],
  });
});

test("keeps the current version of every copied upload", () => {
  expect(rule("uploads").expiration).toEqual([{ expired_object_delete_marker: true }]);
  expect(rule("uploads").transition).toBeUndefined();
});

test("is left out without a standby", () => {
  expect(Object.keys(stacks).filter((id) => id.startsWith("freeagentics-development-copies"))).toEqual([]);
});

import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const region = production.storage.copyRegion!;
const stack = stacks[`dafnckmachine-production-copies-${region}`]!;

function rule(bucket: string): Json {
  const lifecycles = Object.values<Json>(stack.resource.aws_s3_bucket_lifecycle_configuration);
  return lifecycles.find((lifecycle) => lifecycle.bucket === `\${aws_s3_bucket.${bucket}.bucket}`).rule[0];
}

test("creates the destination buckets in the copy region, encrypted with its key", () => {
  const encrypted = Object.values<Json>(stack.resource.aws_s3_bucket_server_side_encryption_configuration).filter(
    ({ bucket }) => bucket.includes("backups") || bucket.includes("data"),
  );

  expect(stack.provider.aws[0].region).toBe(region);
  expect(encrypted).toHaveLength(2);
  for (const { rule } of encrypted) {
    expect(rule[0].apply_server_side_encryption_by_default.kms_master_key_id).toContain(
      `production-security-${region}.outputs`,
    );
  }
});

test("keeps versions in all destination buckets, which replication demands", () => {
  const versioned = Object.values<Json>(stack.resource.aws_s3_bucket_versioning).map(({ bucket }) => bucket);

  expect(versioned).toEqual(
    expect.arrayContaining(["backups", "data", "uploads"].map((id) => `\${aws_s3_bucket.${id}.bucket}`)),
  );
});

test("archives backups like the original bucket, but without infrequent access, in which they arrive", () => {
  expect(rule("backups")).toMatchObject({
    transition: [{ days: 90, storage_class: "GLACIER" }],
    expiration: [{ days: 2555 }],
  });
});

test("keeps uploads under S3's own encryption, like the original bucket, and archives them", () => {
  const [encryption] = Object.values<Json>(stack.resource.aws_s3_bucket_server_side_encryption_configuration).filter(
    ({ bucket }) => bucket.includes("uploads"),
  );

  expect(encryption.rule[0].apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
  expect(rule("uploads")).toMatchObject({ transition: [{ days: 90, storage_class: "GLACIER" }] });
});

test("keeps the current version of all other data", () => {
  expect(rule("data").expiration).toEqual([{ expired_object_delete_marker: true }]);
  expect(rule("data").transition).toBeUndefined();
});

test.each(["staging", "development"])("is left out of %s, which has no copy region", (environment) => {
  expect(Object.keys(stacks).filter((id) => id.startsWith(`dafnckmachine-${environment}-copies`))).toEqual([]);
});

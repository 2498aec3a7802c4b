import type { Json } from "@modules/checks/json";
import { Bucket, type BucketProps } from "@modules/google/storage/bucket";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { testAccount, testKey } from "../fixture";

function synthBucket(
  props: Partial<BucketProps> = {},
  use: (bucket: Bucket, stack: TerraformStack) => void = () => {},
): Json {
  return synth((stack) => {
    use(new Bucket(stack, "backups", { name: "shop-backups", location: "US", key: testKey(stack), ...props }), stack);
  });
}

const bucket = (props?: Partial<BucketProps>) => only(synthBucket(props), "google_storage_bucket");

test("is private, encrypted with the key and versioned", () => {
  expect(bucket()).toMatchObject({
    location: "US",
    storage_class: "STANDARD",
    uniform_bucket_level_access: true,
    public_access_prevention: "enforced",
    versioning: { enabled: true },
    encryption: { default_kms_key_name: "${google_kms_crypto_key.key.id}" },
  });
});

test("never deletes its objects with it, and has deletion protection", () => {
  expect(bucket()).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  expect(bucket({ deletionProtection: false })).toMatchObject({
    force_destroy: false,
    lifecycle: { prevent_destroy: false },
  });
});

test("can restore deleted objects for thirty days", () => {
  expect(bucket().soft_delete_policy).toEqual({ retention_duration_seconds: 30 * 86400 });
  expect(bucket({ softDeleteDays: 0 }).soft_delete_policy).toEqual({ retention_duration_seconds: 0 });
});

test("moves objects to colder classes by age, and deletes old versions and stale uploads", () => {
  expect(bucket({ transitionDays: { COLDLINE: 90, NEARLINE: 30 } }).lifecycle_rule).toEqual([
    { action: { type: "SetStorageClass", storage_class: "NEARLINE" }, condition: { age: 30 } },
    { action: { type: "SetStorageClass", storage_class: "COLDLINE" }, condition: { age: 90 } },
    { action: { type: "Delete" }, condition: { days_since_noncurrent_time: 90, with_state: "ARCHIVED" } },
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
  ]);
});

test("has no rule for old versions without versioning", () => {
  expect(bucket({ versioned: false }).lifecycle_rule).toEqual([
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
  ]);
});

test("grants reads, and creation without access to existing objects", () => {
  const json = synthBucket({}, (bucket, stack) => {
    bucket.grantRead(testAccount(stack, "reader"));
    bucket.grantCreate(testAccount(stack, "writer"));
  });
  const members = Object.values<Json>(json.resource.google_storage_bucket_iam_member);

  expect(members.map(({ bucket, role, member }) => [bucket, role, member])).toEqual([
    ["${google_storage_bucket.backups.name}", "roles/storage.objectViewer", "${google_service_account.reader.member}"],
    ["${google_storage_bucket.backups.name}", "roles/storage.objectCreator", "${google_service_account.writer.member}"],
  ]);
});

test.each<[string, Partial<BucketProps>, string]>([
  [
    "a class that objects would leave on the day they enter it",
    { transitionDays: { NEARLINE: 90, COLDLINE: 90 } },
    "transitionDays.COLDLINE must be a whole number of at least 91, got 90",
  ],
  [
    "a negative number of days",
    { transitionDays: { NEARLINE: -1 } },
    "transitionDays.NEARLINE must be a whole number of at least 0",
  ],
  ["zero days for old versions", { oldVersionDays: 0 }, "oldVersionDays must be a whole number of at least 1, got 0"],
  ["three days of soft deletion", { softDeleteDays: 3 }, "backups: softDeleteDays must be 0, or 7 to 90, got 3"],
])("fails on %s", (_, props, message) => {
  expect(() => synthBucket(props)).toThrow(message);
});

test("exists already, and grants reads and creation", () => {
  const { resource } = synth((stack) => {
    const existing = Bucket.fromExisting(stack, "reports", { name: "shop-reports" });
    existing.grantRead(testAccount(stack, "reader"));
    existing.grantCreate(testAccount(stack, "writer"));
  });
  const members = Object.values<Json>(resource.google_storage_bucket_iam_member);

  expect(resource.google_storage_bucket).toBeUndefined();
  expect(members).toMatchObject([
    { bucket: "shop-reports", role: "roles/storage.objectViewer", member: "${google_service_account.reader.member}" },
    { bucket: "shop-reports", role: "roles/storage.objectCreator", member: "${google_service_account.writer.member}" },
  ]);
});

test("lets overrides replace its own arguments", () => {
  expect(bucket({ overrides: { rpo: "ASYNC_TURBO", versioning: { enabled: false } } })).toMatchObject({
    rpo: "ASYNC_TURBO",
    versioning: { enabled: false },
    location: "US",
  });
});

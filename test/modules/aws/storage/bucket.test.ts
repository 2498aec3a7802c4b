import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Bucket, type BucketProps, type IBucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";

type Props = Partial<Omit<BucketProps, "key">> & { encrypted?: boolean };

function bucket({ encrypted, ...props }: Props = {}, use: (bucket: Bucket, stack: TerraformStack) => void = () => {}) {
  return synth((stack) => {
    const key = encrypted ? new Key(stack, "key", { name: "key", description: "Key" }) : undefined;
    use(new Bucket(stack, "uploads", { name: "uploads", key, ...props }), stack);
  });
}

/** Statements that a grant adds to a role, for a bucket with a customer key. */
function granted(use: (bucket: IBucket, role: Role) => void): Json[] {
  const json = bucket({ encrypted: true }, (uploads, stack) =>
    use(uploads, new Role(stack, "role", { name: "role", assumedBy: "ec2.amazonaws.com" })),
  );
  return statements(only(json, "aws_iam_role_policy").policy);
}

test("refuses the public, ACLs and requests without TLS", () => {
  const json = bucket();

  expect(only(json, "aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(only(json, "aws_s3_bucket_ownership_controls").rule).toEqual({ object_ownership: "BucketOwnerEnforced" });
  expect(statements(only(json, "aws_s3_bucket_policy").policy)).toMatchObject([
    { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

test("encrypts with S3's keys, or with a customer key", () => {
  const algorithm = (json: Json) => only(json, "aws_s3_bucket_server_side_encryption_configuration").rule[0];

  expect(algorithm(bucket())).toMatchObject({
    apply_server_side_encryption_by_default: { sse_algorithm: "AES256" },
  });
  expect(algorithm(bucket({ encrypted: true }))).toMatchObject({
    apply_server_side_encryption_by_default: {
      sse_algorithm: "aws:kms",
      kms_master_key_id: "${aws_kms_key.key.arn}",
    },
    bucket_key_enabled: true,
  });
});

test("keeps noncurrent versions for 90 days and removes expired delete markers and unfinished uploads", () => {
  const json = bucket();

  expect(only(json, "aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
  expect(only(json, "aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
    {
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      expiration: [{ expired_object_delete_marker: true }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
  ]);
});

test("has no rules for versions when it does not keep them", () => {
  const json = bucket({ versioned: false });
  const [rule] = only(json, "aws_s3_bucket_lifecycle_configuration").rule;

  expect(json.resource.aws_s3_bucket_versioning).toBeUndefined();
  expect(rule.noncurrent_version_expiration).toBeUndefined();
  expect(rule.expiration).toBeUndefined();
});

test("moves objects to colder storage classes and deletes them", () => {
  const json = bucket({ transitionToIaDays: 30, transitionToGlacierDays: 90, expirationDays: 2555 });

  expect(only(json, "aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
    {
      transition: [
        { days: 30, storage_class: "STANDARD_IA" },
        { days: 90, storage_class: "GLACIER" },
      ],
      expiration: [{ days: 2555 }],
    },
  ]);
});

test("moves objects to Intelligent-Tiering, and to no other class then", () => {
  const [rule] = only(bucket({ transitionToIntelligentTieringDays: 0 }), "aws_s3_bucket_lifecycle_configuration").rule;

  expect(rule.transition).toEqual([{ days: 0, storage_class: "INTELLIGENT_TIERING" }]);
  expect(() => bucket({ transitionToIntelligentTieringDays: 0, transitionToIaDays: 30 })).toThrow(
    "transitionToIntelligentTieringDays must be the only transition, got 0",
  );
});

test("moves only objects under a prefix to the coldest storage class", () => {
  const json = bucket({
    lifecycleRuleId: "asset_lifecycle",
    transitionToIaDays: 30,
    prefixTransitions: { "archive/": { transitionToGlacierDays: 90, transitionToDeepArchiveDays: 365 } },
  });
  const [all, archive] = only(json, "aws_s3_bucket_lifecycle_configuration").rule;

  expect(all).toMatchObject({
    id: "asset_lifecycle",
    filter: [{ prefix: "" }],
    transition: [{ days: 30, storage_class: "STANDARD_IA" }],
    noncurrent_version_expiration: [{ noncurrent_days: 90 }],
  });
  expect(all.transition).toHaveLength(1);
  expect(archive).toEqual({
    id: "age-archive/",
    status: "Enabled",
    filter: [{ prefix: "archive/" }],
    transition: [
      { days: 90, storage_class: "GLACIER" },
      { days: 365, storage_class: "DEEP_ARCHIVE" },
    ],
  });
});

test("is deleted with its objects only when it is not protected", () => {
  const made = (props: Props) => only(bucket(props), "aws_s3_bucket");

  expect(made({})).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  expect(made({ deletionProtection: false })).toMatchObject({
    force_destroy: true,
    lifecycle: { prevent_destroy: false },
  });
});

test("grants reading under a prefix, and decryption with the key", () => {
  expect(granted((uploads, role) => uploads.grantRead(role, "reports/"))).toEqual([
    { Effect: "Allow", Action: "s3:GetObject", Resource: "${aws_s3_bucket.uploads.arn}/reports/*" },
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "${aws_s3_bucket.uploads.arn}",
      Condition: { StringLike: { "s3:prefix": "reports/*" } },
    },
    { Effect: "Allow", Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("grants reading of known keys without listing", () => {
  const actions = granted((uploads, role) => uploads.grantGet(role, "reports/")).flatMap(({ Action }) => Action);

  expect(actions).toEqual(["s3:GetObject", "kms:Decrypt"]);
});

test("grants writing without reading or deleting", () => {
  const actions = granted((uploads, role) => uploads.grantPut(role)).flatMap(({ Action }) => Action);

  expect(actions).toContain("s3:PutObject");
  expect(actions).toContain("kms:GenerateDataKey");
  expect(actions).not.toContain("s3:GetObject");
  expect(actions).not.toContain("s3:DeleteObject");
});

test("grants reading and writing of several prefixes to one role", () => {
  const json = bucket({}, (uploads, stack) => {
    const role = new Role(stack, "role", { name: "role", assumedBy: "ec2.amazonaws.com" });
    uploads.grantReadWrite(role, "in/");
    uploads.grantReadWrite(role, "out/");
  });

  expect(Object.values<Json>(json.resource.aws_iam_role_policy).map(({ name }) => name)).toEqual([
    "read-write-uploads-in",
    "read-write-uploads-out",
  ]);
});

test("records requests in a log bucket that services of its account may write to", () => {
  const json = synth((stack) => {
    const accessLogs = new LogBucket(stack, "access-logs", { name: "access-logs" });
    new Bucket(stack, "uploads", { name: "uploads", accessLogs });
  });
  const policy = Object.values<Json>(json.resource.aws_s3_bucket_policy).find(({ bucket }) =>
    bucket.includes("access-logs"),
  ).policy;

  expect(only(json, "aws_s3_bucket_logging")).toMatchObject({
    // S3 refuses the delivery before the policy exists.
    target_bucket: expect.stringContaining("aws_s3_bucket_policy.access-logs"),
    target_prefix: "uploads/",
  });
  expect(statements(policy).map(({ Principal }) => Principal.Service)).toEqual([
    undefined,
    "logging.s3.amazonaws.com",
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "delivery.logs.amazonaws.com",
  ]);
  for (const { Effect, Condition } of statements(policy)) {
    expect(Effect === "Deny" || JSON.stringify(Condition).includes("111122223333")).toBe(true);
  }
});

test.each([
  [365, [{ days: 30, storage_class: "STANDARD_IA" }]],
  [60, [{ days: 30, storage_class: "STANDARD_IA" }]],
  [59, undefined],
])(
  "moves logs that are kept for %i days to a cheaper class only when that saves money",
  (expirationDays, transition) => {
    const json = synth((stack) => {
      new LogBucket(stack, "access-logs", { name: "access-logs", expirationDays });
    });

    const [rule] = only(json, "aws_s3_bucket_lifecycle_configuration").rule;
    expect(rule.expiration).toEqual([{ days: expirationDays }]);
    expect(rule.transition).toEqual(transition);
  },
);

test.each([
  [{ name: "Uploads" }, "name must be 3 to 63 lower-case letters, digits and inner hyphens, got Uploads"],
  [{ transitionToIaDays: 29 }, "transitionToIaDays must be at least 30, got 29"],
  [
    { transitionToIaDays: 30, transitionToGlacierDays: 59 },
    "transitionToGlacierDays must be at least 60, 30 after transitionToIaDays, got 59",
  ],
  [
    { transitionToGlacierDays: 90, transitionToDeepArchiveDays: 179 },
    "transitionToDeepArchiveDays must be at least 180, 90 after transitionToGlacierDays, got 179",
  ],
  [
    { prefixTransitions: { "archive/": { transitionToIaDays: 1 } } },
    "prefixTransitions.archive/.transitionToIaDays must be at least 30, got 1",
  ],
  [
    { transitionToGlacierDays: 90, expirationDays: 90 },
    "expirationDays must be more than the last transition's 90, got 90",
  ],
])("fails on %o", (props, message) => {
  expect(() => bucket(props)).toThrow(message);
});

test("lets overrides replace arguments of the bucket", () => {
  expect(only(bucket({ overrides: { objectLockEnabled: true } }), "aws_s3_bucket")).toMatchObject({
    bucket: "uploads",
    object_lock_enabled: true,
  });
});

describe("fromExisting", () => {
  function existing(use: (bucket: IBucket, role: Role, stack: TerraformStack) => void, attributes = {}): Json {
    return synth((stack) => {
      const role = new Role(stack, "role", { name: "role", assumedBy: "ec2.amazonaws.com" });
      use(Bucket.fromExisting(stack, "archive", { name: "acme-archive", ...attributes }), role, stack);
    });
  }

  test("makes no bucket, and grants on the one that exists", () => {
    const json = existing((archive, role) => archive.grantRead(role, "reports/"));

    expect(json.resource.aws_s3_bucket).toBeUndefined();
    expect(statements(only(json, "aws_iam_role_policy").policy)).toMatchObject([
      { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-archive/reports/*" },
      { Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-archive" },
    ]);
  });

  test("grants the key that encrypts it", () => {
    const json = synth((stack) => {
      const key = new Key(stack, "key", { name: "key", description: "Key" });
      const role = new Role(stack, "role", { name: "role", assumedBy: "ec2.amazonaws.com" });
      Bucket.fromExisting(stack, "archive", { name: "acme-archive", key }).grantPut(role);
    });

    expect(statements(only(json, "aws_iam_role_policy").policy)).toContainEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "${aws_kms_key.key.arn}",
    });
  });

  test("receives access logs of a bucket", () => {
    const json = existing(
      (archive, _role, stack) => new Bucket(stack, "uploads", { name: "uploads", accessLogs: archive }),
    );

    expect(only(json, "aws_s3_bucket_logging")).toMatchObject({ target_bucket: "acme-archive" });
  });

  test("has the domain name of its region and partition", () => {
    existing((archive) => expect(archive.regionalDomainName).toBe("acme-archive.s3.us-east-1.amazonaws.com"));
    existing((archive) => expect(archive.regionalDomainName).toBe("acme-archive.s3.cn-north-1.amazonaws.com.cn"), {
      region: "cn-north-1",
    });
  });

  test("fails where versions are needed and it does not keep them", () => {
    existing((archive) => expect(archive.nameWithVersions).toBe("acme-archive"));
    expect(() => existing((archive) => void archive.nameWithVersions, { versioned: false })).toThrow(
      "archive: versioned must be true where versions are needed, got false",
    );
  });
});

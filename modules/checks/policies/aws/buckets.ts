/** S3. */
import { nested } from "../../model/values";
import type { Rule } from "../rule";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Id of the bucket of a mended example. */
const BUCKET = "${aws_s3_bucket.it.id}";

export const buckets: readonly Rule[] = [
  {
    id: "aws-s3-public-access-block",
    name: "buckets block public access",
    type: "aws_s3_bucket",
    severity: "critical",
    topic: "least privilege",
    cis: "2.1.4",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_public_access_block")
        .some(({ block }) => BLOCKS.every((argument) => block[argument] === true)),
    fix: "add an aws_s3_bucket_public_access_block with all four arguments true",
    broken: { bucket: "open" },
    mended: { bucket: "shop" },
    beside: {
      aws_s3_bucket_public_access_block: {
        it: { bucket: BUCKET, ...Object.fromEntries(BLOCKS.map((argument) => [argument, true])) },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  },
  {
    id: "aws-s3-encryption",
    name: "buckets state their encryption",
    type: "aws_s3_bucket",
    severity: "medium",
    topic: "encryption at rest",
    holds: (bucket, all) => all.companions(bucket, "aws_s3_bucket_server_side_encryption_configuration").length === 1,
    fix: "add an aws_s3_bucket_server_side_encryption_configuration",
    broken: { bucket: "plain" },
    mended: { bucket: "shop" },
    beside: { aws_s3_bucket_server_side_encryption_configuration: { it: { bucket: BUCKET } } },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html",
  },
  {
    id: "aws-s3-owner-enforced",
    name: "buckets ignore ACLs",
    type: "aws_s3_bucket_ownership_controls",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => nested(block.rule).object_ownership === "BucketOwnerEnforced",
    fix: 'set rule.object_ownership to "BucketOwnerEnforced"',
    broken: { rule: { object_ownership: "ObjectWriter" } },
    mended: { rule: { object_ownership: "BucketOwnerEnforced" } },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  },
  {
    id: "aws-s3-tls",
    name: "buckets refuse requests without TLS",
    type: "aws_s3_bucket",
    severity: "high",
    topic: "encryption in transit",
    cis: "2.1.1",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_policy")
        .some(({ block }) => String(block.policy).includes('"aws:SecureTransport":"false"')),
    fix: "add an aws_s3_bucket_policy that denies requests with aws:SecureTransport false",
    broken: { bucket: "plaintext" },
    mended: { bucket: "shop" },
    beside: { aws_s3_bucket_policy: { it: { bucket: BUCKET, policy: '{"Bool":{"aws:SecureTransport":"false"}}' } } },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  },
  {
    id: "aws-s3-abort-uploads",
    name: "buckets abort incomplete uploads",
    type: "aws_s3_bucket",
    severity: "low",
    topic: "configuration",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_lifecycle_configuration")
        .some(({ block }) => JSON.stringify(block).includes("abort_incomplete_multipart_upload")),
    fix: "add an aws_s3_bucket_lifecycle_configuration with abort_incomplete_multipart_upload; their parts cost money and are not listed",
    broken: { bucket: "hoarder" },
    mended: { bucket: "shop" },
    beside: {
      aws_s3_bucket_lifecycle_configuration: {
        it: { bucket: BUCKET, rule: [{ abort_incomplete_multipart_upload: { days_after_initiation: 7 } }] },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
  },
  {
    id: "aws-s3-access-logs",
    name: "buckets log access",
    type: "aws_s3_bucket",
    severity: "medium",
    topic: "logging",
    // A bucket that receives logs is a companion as well, named by `target_bucket`.
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_logging")
        .some(({ block }) => String(block.bucket).startsWith(`\${aws_s3_bucket.${bucket.name}.`)),
    fix: "add an aws_s3_bucket_logging",
    broken: { bucket: "unwatched" },
    mended: { bucket: "shop" },
    beside: { aws_s3_bucket_logging: { it: { bucket: BUCKET, target_bucket: "logs" } } },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  },
  {
    id: "aws-s3-versioning",
    name: "buckets keep versions",
    type: "aws_s3_bucket",
    severity: "medium",
    topic: "backup",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_versioning")
        .some(({ block }) => nested(block.versioning_configuration).status === "Enabled"),
    fix: 'add an aws_s3_bucket_versioning with the status "Enabled"',
    broken: { bucket: "forgetful" },
    mended: { bucket: "shop" },
    beside: { aws_s3_bucket_versioning: { it: { bucket: BUCKET, versioning_configuration: { status: "Enabled" } } } },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  },
];

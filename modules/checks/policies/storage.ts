import { block, list } from "../model/values";
import type { Rule } from "./rule";

const blocked = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

export const storage: Rule[] = [
  {
    name: "buckets are closed to the public in all four ways",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_public_access_block")
        .some(({ block }) => Object.keys(blocked).every((flag) => block[flag] === true)),
    broken: { bucket: "open" },
  },
  {
    name: "buckets say how they encrypt",
    type: "aws_s3_bucket",
    holds: (bucket, all) => all.companions(bucket, "aws_s3_bucket_server_side_encryption_configuration").length === 1,
    broken: { bucket: "plain" },
  },
  {
    name: "buckets ignore ACLs",
    type: "aws_s3_bucket_ownership_controls",
    holds: ({ block: controls }) => block(controls.rule).object_ownership === "BucketOwnerEnforced",
    broken: { rule: { object_ownership: "ObjectWriter" } },
  },
  {
    name: "buckets refuse requests without TLS",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_policy")
        .some(({ block }) => block.policy.includes('"aws:SecureTransport":"false"')),
    broken: { bucket: "plaintext" },
  },
  {
    name: "buckets clean up: they abort stale uploads and expire old versions",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_lifecycle_configuration")
        .some(({ block }) => JSON.stringify(block).includes("abort_incomplete_multipart_upload")),
    broken: { bucket: "hoarder" },
  },
  {
    name: "buckets record who used them",
    type: "aws_s3_bucket",
    // As the source: the target of records is mentioned too.
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_logging")
        .some(({ block }) => block.bucket.startsWith(`\${aws_s3_bucket.${bucket.name}.`)),
    broken: { bucket: "unwatched" },
  },
  {
    name: "buckets keep versions",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_versioning")
        .some(({ block: versioning }) => block(versioning.versioning_configuration).status === "Enabled"),
    broken: { bucket: "forgetful" },
  },
  {
    name: "volumes are encrypted with a customer key",
    type: "aws_ebs_volume",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    broken: { encrypted: true },
  },
  {
    name: "file systems are encrypted with a customer key",
    type: "aws_efs_file_system",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    broken: { encrypted: false },
  },
  {
    name: "file systems refuse clients without TLS",
    type: "aws_efs_file_system",
    holds: (fileSystem, all) =>
      all
        .companions(fileSystem, "aws_efs_file_system_policy")
        .some(({ block }) => block.policy.includes("aws:SecureTransport")),
    broken: { encrypted: true },
  },
  {
    name: "access points pin a directory and a user",
    type: "aws_efs_access_point",
    holds: ({ block: point }) => !!block(point.root_directory)?.path && block(point.posix_user)?.uid !== undefined,
    broken: { root_directory: { path: "/data" } },
  },
  {
    name: "repositories keep tags and scan images",
    type: "aws_ecr_repository",
    holds: ({ block: repository }) =>
      repository.image_tag_mutability === "IMMUTABLE" &&
      block(repository.image_scanning_configuration).scan_on_push === true,
    broken: { image_tag_mutability: "MUTABLE", image_scanning_configuration: { scan_on_push: true } },
  },
  {
    name: "repositories are encrypted with a customer key",
    type: "aws_ecr_repository",
    holds: ({ block }) =>
      list(block.encryption_configuration).some((one) => one.encryption_type === "KMS" && one.kms_key),
    broken: { encryption_configuration: [] },
  },
  {
    name: "registries copy named repositories only",
    type: "aws_ecr_replication_configuration",
    holds: ({ block: registry }) =>
      list(block(registry.replication_configuration).rule).every((rule) => list(rule.repository_filter).length > 0),
    broken: { replication_configuration: { rule: [{ destination: [{ region: "us-west-2" }] }] } },
  },
  {
    name: "queues are encrypted",
    type: "aws_sqs_queue",
    holds: ({ block }) => block.sqs_managed_sse_enabled === true || !!block.kms_master_key_id,
    broken: { name: "plain" },
  },
  {
    name: "topics are encrypted with a key",
    type: "aws_sns_topic",
    holds: ({ block }) => !!block.kms_master_key_id,
    broken: { name: "plain" },
  },
];

/** S3, EBS, EFS and ECR. */
import { list, nested } from "../../model/values";
import type { Resource, Resources, Rule } from "../rule";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** The policies of a bucket or file system as text. */
function policiesOf(resource: Resource, all: Resources, type: string): string[] {
  return all.companions(resource, type).map(({ block }) => String(block.policy));
}

const buckets: readonly Rule[] = [
  {
    name: "buckets block public access",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_public_access_block")
        .some(({ block }) => BLOCKS.every((argument) => block[argument] === true)),
    fix: "add an aws_s3_bucket_public_access_block with all four arguments true",
    broken: { bucket: "open" },
  },
  {
    name: "buckets state their encryption",
    type: "aws_s3_bucket",
    holds: (bucket, all) => all.companions(bucket, "aws_s3_bucket_server_side_encryption_configuration").length === 1,
    fix: "add an aws_s3_bucket_server_side_encryption_configuration",
    broken: { bucket: "plain" },
  },
  {
    name: "buckets ignore ACLs",
    type: "aws_s3_bucket_ownership_controls",
    holds: ({ block }) => nested(block.rule).object_ownership === "BucketOwnerEnforced",
    fix: 'set rule.object_ownership to "BucketOwnerEnforced"',
    broken: { rule: { object_ownership: "ObjectWriter" } },
  },
  {
    name: "buckets refuse requests without TLS",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      policiesOf(bucket, all, "aws_s3_bucket_policy").some((policy) =>
        policy.includes('"aws:SecureTransport":"false"'),
      ),
    fix: "add an aws_s3_bucket_policy that denies requests with aws:SecureTransport false",
    broken: { bucket: "plaintext" },
  },
  {
    name: "buckets abort incomplete uploads",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_lifecycle_configuration")
        .some(({ block }) => JSON.stringify(block).includes("abort_incomplete_multipart_upload")),
    fix: "add an aws_s3_bucket_lifecycle_configuration with abort_incomplete_multipart_upload; their parts cost money and are not listed",
    broken: { bucket: "hoarder" },
  },
  {
    name: "buckets log access",
    type: "aws_s3_bucket",
    // A bucket that receives logs is a companion as well, named by `target_bucket`.
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_logging")
        .some(({ block }) => String(block.bucket).startsWith(`\${aws_s3_bucket.${bucket.name}.`)),
    fix: "add an aws_s3_bucket_logging",
    broken: { bucket: "unwatched" },
  },
  {
    name: "buckets keep versions",
    type: "aws_s3_bucket",
    holds: (bucket, all) =>
      all
        .companions(bucket, "aws_s3_bucket_versioning")
        .some(({ block }) => nested(block.versioning_configuration).status === "Enabled"),
    fix: 'add an aws_s3_bucket_versioning with the status "Enabled"',
    broken: { bucket: "forgetful" },
  },
];

const files: readonly Rule[] = [
  {
    name: "volumes are encrypted with a customer key",
    type: "aws_ebs_volume",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    fix: "set encrypted and kms_key_id",
    broken: { encrypted: true },
  },
  {
    name: "file systems are encrypted with a customer key",
    type: "aws_efs_file_system",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    fix: "set encrypted and kms_key_id",
    broken: { encrypted: false },
  },
  {
    name: "file systems refuse clients without TLS",
    type: "aws_efs_file_system",
    holds: (fileSystem, all) =>
      policiesOf(fileSystem, all, "aws_efs_file_system_policy").some((policy) =>
        policy.includes("aws:SecureTransport"),
      ),
    fix: "add an aws_efs_file_system_policy that denies requests with aws:SecureTransport false",
    broken: { encrypted: true },
  },
  {
    name: "access points fix the directory of their clients",
    type: "aws_efs_access_point",
    holds: ({ block }) => !!nested(block.root_directory).path,
    fix: "set root_directory.path",
    broken: { posix_user: { uid: 1000 } },
  },
  {
    name: "access points fix the user of their clients",
    type: "aws_efs_access_point",
    holds: ({ block }) => nested(block.posix_user).uid !== undefined,
    fix: "set posix_user",
    broken: { root_directory: { path: "/data" } },
  },
];

const images: readonly Rule[] = [
  {
    name: "repositories never overwrite tags",
    type: "aws_ecr_repository",
    holds: ({ block }) => block.image_tag_mutability === "IMMUTABLE",
    fix: 'set image_tag_mutability to "IMMUTABLE"',
    broken: { image_tag_mutability: "MUTABLE" },
  },
  {
    name: "repositories scan images",
    type: "aws_ecr_repository",
    holds: ({ block }) => nested(block.image_scanning_configuration).scan_on_push === true,
    fix: "set image_scanning_configuration.scan_on_push",
    broken: { image_scanning_configuration: { scan_on_push: false } },
  },
  {
    name: "repositories are encrypted with a customer key",
    type: "aws_ecr_repository",
    holds: ({ block }) => {
      const { encryption_type, kms_key } = nested(block.encryption_configuration);
      return encryption_type === "KMS" && !!kms_key;
    },
    fix: 'set encryption_configuration to encryption_type "KMS" and a kms_key; it cannot be changed later',
    broken: { encryption_configuration: [] },
  },
  {
    name: "registries replicate named repositories only",
    type: "aws_ecr_replication_configuration",
    holds: ({ block }) =>
      list(nested(block.replication_configuration).rule).every((rule) => list(rule.repository_filter).length > 0),
    fix: "set a repository_filter in every rule",
    broken: { replication_configuration: { rule: [{ destination: [{ region: "us-west-2" }] }] } },
  },
];

export const storage: readonly Rule[] = [...buckets, ...files, ...images];

/** EBS, EFS and ECR. */
import { list, nested } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

/** The policies of a file system as text. */
function policiesOf(resource: Resource, all: Resources, type: string): string[] {
  return all.companions(resource, type).map(({ block }) => String(block.policy));
}

/** Operations per second that every gp3 disk has. */
const GP3_IOPS = 3000;

const files: readonly Rule[] = [
  {
    id: "aws-launch-template-throughput",
    name: "launch templates state the throughput of gp3 disks with more operations",
    type: "aws_launch_template",
    severity: "low",
    topic: "capacity",
    holds: ({ block }) =>
      list(block.block_device_mappings)
        .map(({ ebs }) => nested(ebs))
        .every(
          ({ volume_type: type, iops = GP3_IOPS, throughput }) => type !== "gp3" || iops <= GP3_IOPS || !!throughput,
        ),
    fix: "set throughput; without it, it is 125 MiB/s whatever iops is",
    broken: { block_device_mappings: [{ ebs: { volume_type: "gp3", iops: 10_000 } }] },
    mended: { block_device_mappings: [{ ebs: { volume_type: "gp3", iops: 10_000, throughput: 500 } }] },
    page: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
  },
  {
    id: "aws-ebs-customer-key",
    name: "volumes are encrypted with a customer key",
    type: "aws_ebs_volume",
    severity: "high",
    topic: "encryption at rest",
    cis: "2.2.1",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    fix: "set encrypted and kms_key_id",
    broken: { encrypted: true },
    mended: { encrypted: true, kms_key_id: "key" },
    page: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  },
  {
    id: "aws-efs-customer-key",
    name: "file systems are encrypted with a customer key",
    type: "aws_efs_file_system",
    severity: "high",
    topic: "encryption at rest",
    cis: "2.4.1",
    holds: ({ block }) => block.encrypted === true && !!block.kms_key_id,
    fix: "set encrypted and kms_key_id",
    broken: { encrypted: false },
    mended: { encrypted: true, kms_key_id: "key" },
    page: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  },
  {
    id: "aws-efs-tls",
    name: "file systems refuse clients without TLS",
    type: "aws_efs_file_system",
    severity: "high",
    topic: "encryption in transit",
    holds: (fileSystem, all) =>
      policiesOf(fileSystem, all, "aws_efs_file_system_policy").some((policy) =>
        policy.includes("aws:SecureTransport"),
      ),
    fix: "add an aws_efs_file_system_policy that denies requests with aws:SecureTransport false",
    broken: { encrypted: true },
    mended: { encrypted: true },
    beside: {
      aws_efs_file_system_policy: {
        it: {
          file_system_id: "${aws_efs_file_system.it.id}",
          policy: '{"Bool":{"aws:SecureTransport":"false"}}',
        },
      },
    },
    page: "https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html",
  },
  {
    id: "aws-efs-access-point-directory",
    name: "access points fix the directory of their clients",
    type: "aws_efs_access_point",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) => !!nested(block.root_directory).path,
    fix: "set root_directory.path",
    broken: { posix_user: { uid: 1000 } },
    mended: { root_directory: { path: "/data" } },
    page: "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
  },
  {
    id: "aws-efs-access-point-user",
    name: "access points fix the user of their clients",
    type: "aws_efs_access_point",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) => nested(block.posix_user).uid !== undefined,
    fix: "set posix_user",
    broken: { root_directory: { path: "/data" } },
    mended: { posix_user: { uid: 1000, gid: 1000 } },
    page: "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
  },
];

const images: readonly Rule[] = [
  {
    id: "aws-ecr-immutable-tags",
    name: "repositories never overwrite tags",
    type: "aws_ecr_repository",
    severity: "medium",
    topic: "software",
    holds: ({ block }) => block.image_tag_mutability === "IMMUTABLE",
    fix: 'set image_tag_mutability to "IMMUTABLE"',
    broken: { image_tag_mutability: "MUTABLE" },
    mended: { image_tag_mutability: "IMMUTABLE" },
    page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  },
  {
    id: "aws-ecr-scan",
    name: "repositories scan images",
    type: "aws_ecr_repository",
    severity: "medium",
    topic: "vulnerabilities",
    holds: ({ block }) => nested(block.image_scanning_configuration).scan_on_push === true,
    fix: "set image_scanning_configuration.scan_on_push",
    broken: { image_scanning_configuration: { scan_on_push: false } },
    mended: { image_scanning_configuration: { scan_on_push: true } },
    page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  },
  {
    id: "aws-ecr-customer-key",
    name: "repositories are encrypted with a customer key",
    type: "aws_ecr_repository",
    severity: "medium",
    topic: "encryption at rest",
    holds: ({ block }) => {
      const { encryption_type, kms_key } = nested(block.encryption_configuration);
      return encryption_type === "KMS" && !!kms_key;
    },
    fix: 'set encryption_configuration to encryption_type "KMS" and a kms_key; it cannot be changed later',
    broken: { encryption_configuration: [] },
    mended: { encryption_configuration: [{ encryption_type: "KMS", kms_key: "key" }] },
    page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
  },
  {
    id: "aws-ecr-replication-filter",
    name: "registries replicate named repositories only",
    type: "aws_ecr_replication_configuration",
    severity: "low",
    topic: "configuration",
    holds: ({ block }) =>
      list(nested(block.replication_configuration).rule).every((rule) => list(rule.repository_filter).length > 0),
    fix: "set a repository_filter in every rule",
    broken: { replication_configuration: { rule: [{ destination: [{ region: "us-west-2" }] }] } },
    mended: {
      replication_configuration: { rule: [{ repository_filter: [{ filter: "shop", filter_type: "PREFIX_MATCH" }] }] },
    },
    page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html",
  },
];

export const storage: readonly Rule[] = [...files, ...images];

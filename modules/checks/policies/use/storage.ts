/** Buckets, volumes, tables and repositories have a writer or a reader. */
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { found, grant } from "./references";
import { type Use, usesOf } from "./uses";

/** Types that write objects of their own, in a bucket that they name. */
const WRITERS = ["aws_s3_object", "aws_backup_report_plan"];

/** Types that write logs or reports, which people read. */
const RECORDERS = ["aws_backup_report_plan", "aws_kinesis_firehose_delivery_stream"];

/** Uses of a bucket, also through its policy, its versioning or an object. */
export function usesThrough(bucket: Resource, all: Resources): Use[] {
  const uses = usesOf(all).of(bucket);
  return [...uses, ...uses.flatMap(({ by }) => usesOf(all).of(by))];
}

/** Whether the bucket is the copy of another, which people read after the loss of a region. */
function isCopy(bucket: Resource, all: Resources): boolean {
  return usesThrough(bucket, all).some(
    ({ by, argument }) => by.type === "aws_s3_bucket_replication_configuration" && argument === "rule",
  );
}

/** Whether Terraform, a report or a replication writes objects. */
function isFilled(bucket: Resource, all: Resources): boolean {
  return isCopy(bucket, all) || usesThrough(bucket, all).some(({ by }) => WRITERS.includes(by.type));
}

/** Whether a load balancer reads certificates of clients from an object. */
function isTrusted(bucket: Resource, all: Resources): boolean {
  return usesThrough(bucket, all).some(
    ({ by }) => by.type === "aws_s3_object" && usesOf(all).isUsedBy(by, "aws_lb_trust_store"),
  );
}

/** Whether services write logs or reports, which people read. */
function hasRecords(bucket: Resource, all: Resources): boolean {
  return (
    policiesOf(bucket, all).some((policy) => /"Service":/.test(policy)) ||
    usesThrough(bucket, all).some(({ by }) => RECORDERS.includes(by.type))
  );
}

function policiesOf(bucket: Resource, all: Resources): string[] {
  return all.companions(bucket, "aws_s3_bucket_policy").map(({ block }) => String(block.policy));
}

export const storageUse: readonly Rule[] = [
  {
    id: "aws-s3-writer",
    name: "buckets have a writer",
    type: "aws_s3_bucket",
    severity: "low",
    topic: "use",
    holds: (bucket, all) =>
      usesOf(all).isAllowed(bucket, /^s3:(PutObject|Replicate)/) ||
      // A service writes under a policy of the bucket, and the state bucket is a backend's.
      policiesOf(bucket, all).some((policy) => /"Service":/.test(policy) && /s3:PutObject/.test(policy)) ||
      isFilled(bucket, all) ||
      all.stacks.some(({ json }) => json.terraform?.backend?.s3?.bucket === bucket.block.bucket) ||
      usesOf(all).isNamedByArn(`:${bucket.block.bucket}`),
    found,
    fix: "grant s3:PutObject to the role that fills it, or remove it",
    broken: { bucket: "shop" },
    mended: { bucket: "shop" },
    beside: grant("s3:PutObject", "${aws_s3_bucket.it.arn}/*"),
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html",
  },
  {
    id: "aws-s3-reader",
    name: "buckets have a reader",
    type: "aws_s3_bucket",
    severity: "low",
    topic: "use",
    holds: (bucket, all) =>
      usesOf(all).isAllowed(bucket, /^s3:(GetObject|\*)/) ||
      usesOf(all).isUsedBy(bucket, "aws_cloudfront_distribution") ||
      isTrusted(bucket, all) ||
      hasRecords(bucket, all) ||
      policiesOf(bucket, all).some((policy) => /s3:GetObject/.test(policy)) ||
      // A replication reads its source.
      usesThrough(bucket, all).some(
        ({ by, argument }) => by.type === "aws_s3_bucket_replication_configuration" && argument === "bucket",
      ) ||
      isCopy(bucket, all) ||
      all.stacks.some(({ json }) => json.terraform?.backend?.s3?.bucket === bucket.block.bucket) ||
      usesOf(all).isNamedByArn(`:${bucket.block.bucket}`),
    found,
    fix: "grant s3:GetObject to the role that reads it, or remove it",
    broken: { bucket: "shop" },
    mended: { bucket: "shop" },
    beside: grant("s3:GetObject", "${aws_s3_bucket.it.arn}/*"),
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html",
  },
  {
    id: "aws-ebs-attachment",
    name: "volumes are attached",
    type: "aws_ebs_volume",
    severity: "low",
    topic: "use",
    holds: (volume, all) =>
      usesOf(all).isUsedBy(volume, "aws_volume_attachment", "kubernetes_persistent_volume_v1") ||
      usesOf(all).isAllowed(volume, /^ec2:AttachVolume$/),
    found,
    fix: "add an aws_volume_attachment, grant ec2:AttachVolume to the instances that attach it, or remove it",
    broken: { size: 100 },
    mended: { size: 100 },
    beside: { aws_volume_attachment: { it: { volume_id: "${aws_ebs_volume.it.id}" } } },
    page: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-attaching-volume.html",
  },
  {
    id: "aws-dynamodb-client",
    name: "tables have a client",
    type: "aws_dynamodb_table",
    severity: "low",
    topic: "use",
    holds: (table, all) =>
      usesOf(all).isAllowed(table, /^dynamodb:/) ||
      all.stacks.some(({ json }) => json.terraform?.backend?.s3?.dynamodb_table === table.block.name),
    found,
    fix: "grant dynamodb:GetItem and PutItem to a role, or remove the table",
    broken: { name: "orders" },
    mended: { name: "orders" },
    beside: grant("dynamodb:GetItem", "${aws_dynamodb_table.it.arn}"),
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html",
  },
  {
    id: "aws-ecr-image",
    name: "repositories have an image that is run",
    type: "aws_ecr_repository",
    severity: "low",
    topic: "use",
    holds: (repository, all) =>
      usesOf(all).isRun(repository.block.name) ||
      usesOf(all).isAllowed(repository, /^ecr:BatchGetImage$/) ||
      usesOf(all).isUsedBy(repository, "aws_ecs_task_definition", "aws_ecr_replication_configuration"),
    found,
    fix: "run an image of it in a task or a pod, or remove it",
    broken: { name: "shop/api" },
    mended: { name: "shop/api" },
    beside: {
      aws_ecs_task_definition: {
        it: { container_definitions: '[{"image":"${aws_ecr_repository.it.repository_url}:v1"}]' },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html",
  },
];

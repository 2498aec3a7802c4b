/** Distributions fail over to the copy of a replicated bucket. */
import { list } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { usesThrough } from "./storage";
import { usesOf } from "./uses";

/** Whether another bucket gets the objects of the bucket that an origin reads. */
function isCopied(bucket: Resource, all: Resources): boolean {
  return usesThrough(bucket, all).some(
    ({ by, argument }) => by.type === "aws_s3_bucket_replication_configuration" && argument === "bucket",
  );
}

/** Origins of a distribution whose bucket has a copy, without an origin group that turns to it. */
function soleOrigins({ block, stack }: Resource, all: Resources): string[] {
  const grouped = list(block.origin_group).flatMap(({ member }) => list(member).map(({ origin_id: id }) => id));
  return list(block.origin)
    .filter(({ domain_name: domain }) =>
      usesOf(all)
        .targets(stack, String(domain))
        .some((bucket) => isCopied(bucket, all)),
    )
    .map(({ origin_id: id }) => String(id))
    .filter((id) => !grouped.includes(id));
}

const bucket = {
  aws_s3_bucket: { files: {} },
  aws_s3_bucket_versioning: { it: { bucket: "${aws_s3_bucket.files.id}" } },
  aws_s3_bucket_replication_configuration: { it: { bucket: "${aws_s3_bucket_versioning.it.bucket}" } },
};
const origin = [{ origin_id: "files", domain_name: "${aws_s3_bucket.files.bucket_regional_domain_name}" }];

export const originsUse: readonly Rule[] = [
  {
    id: "aws-cloudfront-origin-copy",
    name: "distributions fail over to the copy of a replicated bucket",
    type: "aws_cloudfront_distribution",
    severity: "medium",
    topic: "availability",
    unprotected: "ignore",
    holds: (distribution, all) => soleOrigins(distribution, all).length === 0,
    found: (distribution, all) => `no origin group with ${soleOrigins(distribution, all).join(", ")}`,
    fix: "add the copy as an origin and both to an origin_group, admit the distribution in the policies of the copy and its key",
    broken: { origin },
    brokenBeside: bucket,
    mended: { origin, origin_group: [{ member: [{ origin_id: "files" }, { origin_id: "copy" }] }] },
    beside: bucket,
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
  },
];

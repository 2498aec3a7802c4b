/** Prefixes of buckets whose new objects start a function or go to a queue have a writer. */
import { allowed } from "../../model/iam-policies";
import { groupBy, list, once } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { grant, namedIn } from "./references";
import { usesOf } from "./uses";

const WRITES = /^(\*|s3:(\*|Put\*|PutObject\*?))$/;
const KINDS = ["lambda_function", "queue", "topic"];

const POLICIES = [
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_s3_bucket_policy",
];

/** Resources whose objects policies allow to write: texts by the bucket that they refer to, and ARNs that are written out. */
const writable = once((all: Resources) => {
  const found = POLICIES.flatMap((type) => all.of(type)).flatMap(({ stack, block }) =>
    allowed(block)
      .filter(({ Action }) => list(Action).some((action) => WRITES.test(action)))
      .flatMap(({ Resource: target }) => list(target).map(String))
      .map((text) => ({ text, targets: usesOf(all).targets(stack, text) })),
  );
  return {
    byBucket: groupBy(
      found.flatMap(({ text, targets }) => targets.map((target) => ({ text, target }))),
      ({ target }) => target,
    ),
    literal: found.filter(({ targets }) => targets.length === 0).map(({ text }) => text),
  };
});

/** Keys of a bucket that policies allow to write, each up to its first wildcard. */
function writtenKeys(bucket: Resource, all: Resources): string[] {
  const { byBucket, literal } = writable(all);
  return [
    ...(byBucket.get(bucket) ?? []).map(({ text }) => text),
    ...literal.filter((text) => text.includes(`:::${bucket.block.bucket}/`)),
  ].map((text) => text.slice(text.indexOf("/", text.lastIndexOf("}") + 1) + 1).replace(/\*.*$/, ""));
}

/** Prefixes of a notification whose keys no policy allows anybody to write. */
function emptyPrefixes(notification: Resource, all: Resources): string[] {
  const [bucket] = namedIn(notification, "bucket", "aws_s3_bucket", all);
  if (!bucket) {
    return [];
  }
  const written = writtenKeys(bucket, all);
  return KINDS.flatMap((kind) => list(notification.block[kind]))
    .map(({ filter_prefix: prefix = "" }) => String(prefix))
    .filter((prefix) => !written.some((key) => key.startsWith(prefix) || prefix.startsWith(key)));
}

const notification = { bucket: "${aws_s3_bucket.files.id}", lambda_function: [{ filter_prefix: "incoming/" }] };
const bucket = { aws_s3_bucket: { files: { bucket: "files" } } };

export const intakesUse: readonly Rule[] = [
  {
    id: "aws-s3-notification-writer",
    name: "prefixes with a notification have a writer",
    type: "aws_s3_bucket_notification",
    severity: "medium",
    topic: "use",
    holds: (one, all) => emptyPrefixes(one, all).length === 0,
    found: (one, all) => `no s3:PutObject below ${emptyPrefixes(one, all).join(", ")}`,
    fix: "grant s3:PutObject below the prefix to the role that fills it, or remove the notification",
    broken: notification,
    brokenBeside: { ...bucket, ...grant("s3:PutObject", "${aws_s3_bucket.files.arn}/processed/*") },
    mended: notification,
    beside: { ...bucket, ...grant("s3:PutObject", "${aws_s3_bucket.files.arn}/incoming/*") },
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
  },
];

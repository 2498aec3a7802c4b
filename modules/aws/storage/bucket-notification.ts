import { S3BucketNotification, type S3BucketNotificationConfig } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IFunction } from "../functions/function";
import type { IBucket } from "./bucket";

export interface BucketNotificationProps {
  readonly bucket: IBucket;

  /**
   * Functions that S3 invokes for each new object, by the prefix of its key, such as `incoming/`. Prefixes must not
   * overlap. A function that writes to the bucket must write outside its own prefix, because it would otherwise invoke
   * itself.
   */
  readonly created: Readonly<Record<string, IFunction>>;

  /** Arguments of the `aws_s3_bucket_notification` that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketNotificationConfig>;
}

/**
 * The event notifications of a bucket. A bucket has one notification configuration, so two of these modules for one
 * bucket would overwrite each other in every apply.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export class BucketNotification extends Construct {
  constructor(scope: Construct, id: string, props: BucketNotificationProps) {
    super(scope, id);
    const { bucket, created, overrides } = props;
    const prefixes = Object.keys(created);
    for (const prefix of prefixes) {
      const other = prefixes.find((candidate) => candidate !== prefix && prefix.startsWith(candidate));
      check(this, other === undefined, "created", "prefixes that do not overlap", `${other} and ${prefix}`);
    }
    const permissions = [...new Set(Object.values(created))].map((target) =>
      target.allowInvokeBy("s3.amazonaws.com", bucket.arn, bucket.node.id),
    );
    new S3BucketNotification(this, "Default", {
      bucket: bucket.name,
      lambdaFunction: Object.entries(created).map(([prefix, target]) => ({
        id: prefix,
        lambdaFunctionArn: target.arn,
        events: ["s3:ObjectCreated:*"],
        filterPrefix: prefix,
      })),
      dependsOn: permissions,
      ...overrides,
    });
  }
}

import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import type { IFunction } from "../functions/lambda-function";
import type { IBucket } from "./bucket";

export interface BucketNotificationProps {
  readonly bucket: IBucket;

  /**
   * Functions to call for each object created, by what its key begins with,
   * such as `incoming/`. No prefix may begin with another, and a function that
   * writes to the bucket must write outside its own.
   */
  readonly created: Readonly<Record<string, IFunction>>;
}

/** What a bucket reports to functions. A bucket has one: a second would replace it at every apply. */
export class BucketNotification extends Construct {
  constructor(scope: Construct, id: string, props: BucketNotificationProps) {
    super(scope, id);
    const { bucket, created } = props;
    const prefixes = Object.keys(created);
    for (const prefix of prefixes) {
      const other = prefixes.find((candidate) => candidate !== prefix && prefix.startsWith(candidate));
      if (other !== undefined) {
        throw new Error(
          `${this.node.path}: created must hold prefixes that do not overlap, got ${other} and ${prefix}`,
        );
      }
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
    });
  }
}

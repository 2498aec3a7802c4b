import type { S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import type { Construct } from "constructs";
import { accountOf, arn, partitionArn } from "../account";
import type { Statement } from "../security/policy";
import { Bucket, type IBucket } from "./bucket";

export interface LogBucketProps {
  /**
   * Name of the bucket: 3 to 63 lower-case letters, digits and inner hyphens; unique in all of AWS. A change replaces
   * the bucket.
   */
  readonly name: string;

  /** Days until logs are deleted. Logs that are kept for 60 days or longer move to Standard-IA after 30. @default 365 */
  readonly expirationDays?: number;

  /** Bucket that receives a record of each request for the logs; not the bucket itself. @default none */
  readonly accessLogs?: IBucket;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_s3_bucket` that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketConfig>;
}

/**
 * A bucket for access logs of S3 buckets, load balancers and distributions of its own account. It is encrypted with
 * S3's own keys, because load balancers cannot deliver to a bucket with a customer key.
 */
export class LogBucket extends Bucket {
  constructor(scope: Construct, id: string, props: LogBucketProps) {
    const { name, expirationDays = 365, accessLogs, deletionProtection = true, overrides } = props;
    super(scope, id, {
      name,
      expirationDays,
      // Standard-IA bills at least 30 days. Its objects can be read without a restore, which searches in logs need. S3
      // does not move objects of less than 128 KiB.
      transitionToIaDays: expirationDays < 60 ? undefined : 30,
      noncurrentExpirationDays: 30,
      accessLogs,
      policy: deliveryPolicy(scope, partitionArn(scope, "s3", name)),
      deletionProtection,
      overrides,
    });
  }
}

/**
 * Statements that allow the log services of the account to write.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
function deliveryPolicy(scope: Construct, bucketArn: string): Statement[] {
  const { id: account } = accountOf(scope);
  const ofAccount = { "aws:SourceAccount": account };
  const ofDelivery = { ArnLike: { "aws:SourceArn": arn(scope, "logs", "*") } };
  return [
    {
      sid: "Buckets",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/*`],
      principals: { Service: "logging.s3.amazonaws.com" },
      conditions: { StringEquals: ofAccount },
    },
    {
      sid: "ApplicationLoadBalancers",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/*`],
      principals: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      conditions: {
        ArnLike: { "aws:SourceArn": arn(scope, "elasticloadbalancing", "loadbalancer/*") },
      },
    },
    // CloudWatch Logs delivers the logs of network load balancers and distributions.
    {
      sid: "LogDelivery",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/*`],
      principals: { Service: "delivery.logs.amazonaws.com" },
      conditions: {
        StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
        ...ofDelivery,
      },
    },
    {
      sid: "LogDeliveryCheck",
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      principals: { Service: "delivery.logs.amazonaws.com" },
      conditions: { StringEquals: ofAccount, ...ofDelivery },
    },
  ];
}

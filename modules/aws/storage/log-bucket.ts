import type { Construct } from "constructs";
import { accountOf } from "../account";
import type { Statement } from "../security/policy";
import { Bucket } from "./bucket";

export interface LogBucketProps {
  /** 3 to 63 lower-case letters, digits and hyphens; unique in all of AWS. */
  readonly name: string;

  /** Days the logs are kept. @default 365 */
  readonly expirationDays?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * Receives access logs of S3 buckets, load balancers and distributions of its
 * own account. Encrypted by S3: load balancers cannot deliver to a bucket with a
 * KMS key.
 */
export class LogBucket extends Bucket {
  constructor(scope: Construct, id: string, props: LogBucketProps) {
    const { name, expirationDays = 365, deletionProtection = true } = props;
    super(scope, id, {
      name,
      expirationDays,
      noncurrentExpirationDays: 30,
      policy: deliveryPolicy(scope, `arn:aws:s3:::${name}`),
      deletionProtection,
    });
  }
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
function deliveryPolicy(scope: Construct, bucketArn: string): Statement[] {
  const { id: account, region } = accountOf(scope);
  const ofAccount = { "aws:SourceAccount": account };
  const ofDelivery = { ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` } };
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
        ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*` },
      },
    },
    // CloudWatch Logs, for network load balancers and distributions.
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

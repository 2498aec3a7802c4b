import type { Construct } from "constructs";
import { accountOf, arn, partitionArn } from "../account";
import { Bucket } from "../storage/bucket";
import type { LogBucketProps } from "../storage/log-bucket";
import type { Statement } from "./policy";
import { findingsBucketStatements } from "./threat-detection";

export interface AuditBucketProps extends Omit<LogBucketProps, "expirationDays"> {
  /** Days until records are deleted. @default 2555, seven years */
  readonly expirationDays?: number;
}

/**
 * A bucket for audit records of all regions of its account: events of CloudTrail, configurations of AWS Config and
 * findings of GuardDuty. Records move to Glacier after 90 days.
 */
export class AuditBucket extends Bucket {
  constructor(scope: Construct, id: string, props: AuditBucketProps) {
    const { name, expirationDays = 2555, accessLogs, deletionProtection = true, overrides } = props;
    super(scope, id, {
      name,
      transitionToGlacierDays: 90,
      expirationDays,
      noncurrentExpirationDays: 90,
      accessLogs,
      policy: deliveryPolicy(scope, partitionArn(scope, "s3", name)),
      deletionProtection,
      overrides,
    });
  }
}

/**
 * Statements that allow CloudTrail, AWS Config and GuardDuty of the account to deliver records.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
function deliveryPolicy(scope: Construct, bucketArn: string): Statement[] {
  const { id: account } = accountOf(scope);
  const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const trails = { ArnLike: { "aws:SourceArn": arn(scope, "cloudtrail", "trail/*", "*") } };
  const config = { StringEquals: { "aws:SourceAccount": account } };
  return [
    {
      sid: "TrailsLook",
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      principals: { Service: "cloudtrail.amazonaws.com" },
      conditions: trails,
    },
    {
      sid: "TrailsDeliver",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/*`],
      principals: { Service: "cloudtrail.amazonaws.com" },
      conditions: { ...trails, StringEquals: owned },
    },
    {
      sid: "ConfigLooks",
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: [bucketArn],
      principals: { Service: "config.amazonaws.com" },
      conditions: config,
    },
    {
      sid: "ConfigDelivers",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/Config/*`],
      principals: { Service: "config.amazonaws.com" },
      conditions: { StringEquals: { ...config.StringEquals, ...owned } },
    },
    ...findingsBucketStatements(scope, bucketArn),
  ];
}

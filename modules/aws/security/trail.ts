import { Cloudtrail, type CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import { checkPattern } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import type { IBucket } from "../storage/bucket";
import type { IKey } from "./key";
import type { Statement } from "./policy";

export interface TrailProps {
  /** Name of the trail: 3 to 128 letters, digits and `._-`. */
  readonly name: string;

  /** Bucket whose policy allows CloudTrail to deliver, as that of `AuditBucket` does. */
  readonly bucket: IBucket;

  /** Key whose policy contains `trailKeyStatement`. */
  readonly key: IKey;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudtrailConfig>;
}

/**
 * A CloudTrail trail of the management events of all regions, with digest files that prove that nobody has changed the
 * logs. The first trail of an account is free.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
 */
export class Trail extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { name, bucket, key, overrides } = props;
    checkPattern(this, "name", name, /^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/, "3 to 128 letters, digits and ._-");
    const trail = new Cloudtrail(this, "Default", {
      name,
      s3BucketName: bucket.nameWithPolicy,
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      ...overrides,
    });
    this.arn = trail.arn;
  }
}

/**
 * Statement of a key policy that allows the trails of the account to encrypt their files. Readers get the permission to
 * decrypt from IAM policies.
 */
export function trailKeyStatement(scope: IConstruct): Statement {
  return {
    sid: "Trails",
    actions: ["kms:GenerateDataKey*", "kms:DescribeKey"],
    resources: ["*"],
    principals: { Service: "cloudtrail.amazonaws.com" },
    conditions: { ArnLike: { "aws:SourceArn": arn(scope, "cloudtrail", "trail/*", "*") } },
  };
}

import type { IConstruct } from "constructs";
import { globalArn, partitionArn } from "../account";
import type { Statement } from "../security/policy";

/**
 * Statement for the policy of a bucket that distributions read. The bucket's policy is in the bucket's stack, before
 * the stacks of the distributions, so it cannot name them. It allows all distributions of this account and no others.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 *
 * @param prefix prefix of the keys that they may read, such as `assets/`; by default all keys
 */
export function readByDistributions(scope: IConstruct, bucketName: string, prefix = ""): Statement {
  return {
    sid: "Distributions",
    actions: ["s3:GetObject"],
    resources: [partitionArn(scope, "s3", `${bucketName}/${prefix}*`)],
    ...ofDistributions(scope),
  };
}

/** Statement for the policy of the customer key of a bucket that distributions read. */
export function decryptByDistributions(scope: IConstruct): Statement {
  return { sid: "Distributions", actions: ["kms:Decrypt"], resources: ["*"], ...ofDistributions(scope) };
}

function ofDistributions(scope: IConstruct): Pick<Statement, "principals" | "conditions"> {
  return {
    principals: { Service: "cloudfront.amazonaws.com" },
    conditions: { ArnLike: { "AWS:SourceArn": globalArn(scope, "cloudfront", "distribution/*") } },
  };
}

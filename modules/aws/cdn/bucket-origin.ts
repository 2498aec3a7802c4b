import type { IConstruct } from "constructs";
import { globalArn, partitionArn } from "../account";
import type { Statement } from "../security/policy";

/**
 * Statement for the policy of a bucket that distributions read. A bucket has one policy, in its own stack, and the
 * distributions are made in a later one, so the policy cannot name them: it allows all distributions of the account,
 * and none of other accounts.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 *
 * @param prefix begins the keys that they may read, such as `assets/`; all when left out
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

import type { IConstruct } from "constructs";
import { accountOf } from "../account";
import type { Statement } from "../security/policy";

/**
 * For the policy of a bucket that distributions read. A bucket has one policy,
 * in its own stack, and the distributions come in a later one, so their ids
 * cannot be in it: every distribution of the account may read, and none of
 * another account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 *
 * @param prefix begins the keys they read, such as `assets/`; all when left out
 */
export function readByDistributions(scope: IConstruct, bucketName: string, prefix = ""): Statement {
  return {
    sid: "Distributions",
    actions: ["s3:GetObject"],
    resources: [`arn:aws:s3:::${bucketName}/${prefix}*`],
    ...ofDistributions(scope),
  };
}

/** For the policy of the key of such a bucket, if it has one. */
export function decryptByDistributions(scope: IConstruct): Statement {
  return { sid: "Distributions", actions: ["kms:Decrypt"], resources: ["*"], ...ofDistributions(scope) };
}

function ofDistributions(scope: IConstruct): Pick<Statement, "principals" | "conditions"> {
  const account = accountOf(scope).id;
  return {
    principals: { Service: "cloudfront.amazonaws.com" },
    conditions: { ArnLike: { "AWS:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
  };
}

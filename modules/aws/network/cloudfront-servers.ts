import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IPrefixList } from "./prefix-list";

/**
 * `com.amazonaws.global.cloudfront.origin-facing`, the same in every account. AWS
 * documents its name alone; the ids are what `aws ec2 describe-managed-prefix-lists`
 * answers, and a wrong one stops the apply.
 */
export const CLOUDFRONT_LISTS: Readonly<Record<string, string>> = {
  "us-east-1": "pl-3b927c52",
  "us-east-2": "pl-b6a144df",
  "us-west-1": "pl-4ea04527",
  "us-west-2": "pl-82a045eb",
  "eu-west-1": "pl-4fa04526",
};

/** Rules that the list counts as. */
export const CLOUDFRONT_ENTRIES = 55;

/**
 * Where CloudFront asks origins from, for anybody's distribution: a list that AWS
 * keeps. It counts as 55 of the sixty rules a group may have, so give it a group
 * of its own. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class CloudFrontServers extends Construct implements IPrefixList {
  readonly ids: { readonly ipv4: string };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { region } = accountOf(this);
    const ipv4 = CLOUDFRONT_LISTS[region];
    if (!ipv4) {
      throw new Error(
        `${this.node.path}: region must be ${Object.keys(CLOUDFRONT_LISTS).join(" or ")}, got ${region}; add its id`,
      );
    }
    this.ids = { ipv4 };
  }
}

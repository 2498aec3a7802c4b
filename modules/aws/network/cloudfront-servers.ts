import { fail } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IPrefixList } from "./prefix-list";

const LIST_NAME = "com.amazonaws.global.cloudfront.origin-facing";

/**
 * Ids of `com.amazonaws.global.cloudfront.origin-facing` by region, the same in every account. An apply fails with a
 * wrong id, because EC2 does not find the list.
 * https://aws.amazon.com/blogs/networking-and-content-delivery/limit-access-to-your-origins-using-the-aws-managed-prefix-list-for-amazon-cloudfront/
 */
export const CLOUDFRONT_LISTS: Readonly<Record<string, string>> = {
  "af-south-1": "pl-c0aa4fa9",
  "ap-east-1": "pl-14b2577d",
  "ap-northeast-1": "pl-58a04531",
  "ap-northeast-2": "pl-22a6434b",
  "ap-northeast-3": "pl-31a14458",
  "ap-south-1": "pl-9aa247f3",
  "ap-southeast-1": "pl-31a34658",
  "ap-southeast-2": "pl-b8a742d1",
  "ca-central-1": "pl-38a64351",
  "eu-central-1": "pl-a3a144ca",
  "eu-north-1": "pl-fab65393",
  "eu-west-1": "pl-4fa04526",
  "eu-west-2": "pl-93a247fa",
  "eu-west-3": "pl-75b1541c",
  "sa-east-1": "pl-5da64334",
  "us-east-1": "pl-3b927c52",
  "us-east-2": "pl-b6a144df",
  "us-west-1": "pl-4ea04527",
  "us-west-2": "pl-82a045eb",
};

/** Number of rules for which the list counts in the quota of a security group. */
export const CLOUDFRONT_ENTRIES = 55;

export interface CloudFrontServersProps {
  /** Id of the list in the stack's region, `pl-...`. @default the published id; required in regions without one */
  readonly prefixListId?: string;
}

/**
 * AWS's managed prefix list of CloudFront's origin-facing servers, which send the requests of all customers'
 * distributions. The list counts as 55 of the 60 rules of a security group, so use it in a group of its own.
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class CloudFrontServers extends Construct implements IPrefixList {
  readonly ids: { readonly ipv4: string };

  constructor(scope: Construct, id: string, props: CloudFrontServersProps = {}) {
    super(scope, id);
    const { region } = accountOf(this);
    const { prefixListId = CLOUDFRONT_LISTS[region] } = props;
    if (prefixListId === undefined) {
      fail(
        this,
        "prefixListId",
        `given in ${region}`,
        `none; aws ec2 describe-managed-prefix-lists --region ${region} --filters Name=prefix-list-name,Values=${LIST_NAME} prints it`,
      );
    }
    this.ids = { ipv4: prefixListId };
  }
}

/** Load balancers behind CloudFront admit their own distribution, and refuse the distributions of other accounts. */
import { CLOUDFRONT_LISTS } from "@modules/aws/network/cloudfront-servers";
import type { Json } from "../../json";
import { list } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { namedIn } from "./references";
import { usesOf } from "./uses";

const LISTS: readonly string[] = Object.values(CLOUDFRONT_LISTS);

/** Whether a rule of a security group admits the servers of CloudFront, by the id of their prefix list or by its name. */
function admitsCloudFront({ block, stack }: Resource, all: Resources): boolean {
  const { aws_ec2_managed_prefix_list: managed, aws_prefix_list: plain } = all.stack(stack)?.json.data ?? {};
  return [block.prefix_list_id, block.prefix_list_ids]
    .flatMap(list)
    .map(String)
    .some((id) => {
      const [, name] = /^\$\{data\.aws_(?:ec2_managed_)?prefix_list\.([\w-]+)\.id\}$/.exec(id) ?? [];
      return LISTS.includes(id) || (name !== undefined && /cloudfront/.test((managed?.[name] ?? plain?.[name])?.name));
    });
}

const isIngress = ({ type, block }: Resource) =>
  type === "aws_vpc_security_group_ingress_rule" || block.type === "ingress";

/** Whether CloudFront reaches the load balancer, by one of its security groups. */
function isOpenToCloudFront(balancer: Resource, all: Resources): boolean {
  return namedIn(balancer, "security_groups", "aws_security_group", all).some((group) =>
    usesOf(all)
      .of(group)
      .some(({ by, argument }) => argument === "security_group_id" && isIngress(by) && admitsCloudFront(by, all)),
  );
}

/** Whether a rule of a web ACL looks at a header, and blocks or allows by it. */
const looksAtHeader = ({ action, statement }: Json) =>
  (action?.block !== undefined || action?.allow !== undefined) &&
  /"single_header"/.test(JSON.stringify(statement ?? {}));

/** Whether the load balancer's web ACL, or a rule of one of its listeners, looks at a header of requests. */
function asksForHeader(balancer: Resource, all: Resources): boolean {
  const users = usesOf(all).of(balancer);
  const of = (type: string) => users.map(({ by }) => by).filter((by) => by.type === type);
  return (
    of("aws_wafv2_web_acl_association")
      .flatMap((one) => namedIn(one, "web_acl_arn", "aws_wafv2_web_acl", all))
      .some(({ block }) => list(block.rule).some(looksAtHeader)) ||
    of("aws_lb_listener")
      .flatMap((listener) => usesOf(all).of(listener))
      .some(({ by }) => list(by.block.condition).some(({ http_header: header }) => header !== undefined))
  );
}

const group = {
  aws_security_group: { it: {} },
  aws_vpc_security_group_ingress_rule: {
    it: { security_group_id: "${aws_security_group.it.id}", prefix_list_id: LISTS[0] },
  },
};
const balancer = { security_groups: ["${aws_security_group.it.id}"] };

export const sideDoorsUse: readonly Rule[] = [
  {
    id: "aws-lb-cloudfront-header",
    name: "load balancers behind CloudFront require a header that only their own distribution sends",
    type: "aws_lb",
    severity: "high",
    topic: "network",
    unprotected: "ignore",
    // Only VPC origins of the own account reach an internal load balancer.
    holds: (one, all) => one.block.internal === true || !isOpenToCloudFront(one, all) || asksForHeader(one, all),
    found: () => "security groups that admit the distributions of everybody",
    fix: "give OriginHeader to the web ACL and to the distribution; otherwise the distribution of a stranger bypasses all your rules",
    broken: balancer,
    brokenBeside: group,
    mended: balancer,
    beside: {
      ...group,
      aws_wafv2_web_acl: {
        it: {
          rule: [
            {
              action: { block: {} },
              statement: {
                not_statement: { statement: { byte_match_statement: { field_to_match: { single_header: {} } } } },
              },
            },
          ],
        },
      },
      aws_wafv2_web_acl_association: {
        it: { resource_arn: "${aws_lb.it.arn}", web_acl_arn: "${aws_wafv2_web_acl.it.arn}" },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  },
];

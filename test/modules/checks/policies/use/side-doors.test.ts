/** Load balancers that the distributions of strangers reach. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { sideDoorsUse } from "@modules/checks/policies/use/side-doors";
import { expect, test } from "vitest";

const open = (resource: object, list = "pl-82a045eb") =>
  sideDoorsUse.flatMap((rule) =>
    violations(
      rule,
      new Resources([
        {
          id: "shop",
          json: {
            data: { aws_ec2_managed_prefix_list: { cdn: { name: "com.amazonaws.global.cloudfront.origin-facing" } } },
            resource: {
              aws_lb: { it: { security_groups: ["${aws_security_group.it.id}"] } },
              aws_security_group: { it: {} },
              aws_vpc_security_group_ingress_rule: {
                it: { security_group_id: "${aws_security_group.it.id}", prefix_list_id: list },
              },
              ...resource,
            },
          },
          isProtected: true,
        },
      ]),
    ),
  );
const FAULT = ["shop aws_lb.it"];

test("fails for the list by its id in a region and by its name", () => {
  expect(open({})).toEqual(FAULT);
  expect(open({}, "${data.aws_ec2_managed_prefix_list.cdn.id}")).toEqual(FAULT);
});

test("fails for a list of aws_security_group_rule", () => {
  const rule = (type: string) => ({
    aws_vpc_security_group_ingress_rule: {},
    aws_security_group_rule: {
      it: { type, security_group_id: "${aws_security_group.it.id}", prefix_list_ids: ["pl-82a045eb"] },
    },
  });

  expect(open(rule("ingress"))).toEqual(FAULT);
  expect(open(rule("egress"))).toEqual([]);
});

test("accepts internal load balancers, which only VPC origins reach, and requests to CloudFront", () => {
  expect(open({ aws_lb: { it: { internal: true, security_groups: ["${aws_security_group.it.id}"] } } })).toEqual([]);
  expect(
    open({
      aws_vpc_security_group_ingress_rule: {},
      aws_vpc_security_group_egress_rule: {
        it: { security_group_id: "${aws_security_group.it.id}", prefix_list_id: "pl-82a045eb" },
      },
    }),
  ).toEqual([]);
});

test("accepts other lists", () => {
  expect(open({}, "${aws_ec2_managed_prefix_list.office.id}")).toEqual([]);
});

test("fails for a web ACL that counts by a header and blocks nothing, or that protects another", () => {
  const acl = (action: object, resource_arn: string) => ({
    aws_wafv2_web_acl: {
      it: {
        rule: [{ action, statement: { byte_match_statement: { field_to_match: { single_header: { name: "x" } } } } }],
      },
    },
    aws_wafv2_web_acl_association: { it: { resource_arn, web_acl_arn: "${aws_wafv2_web_acl.it.arn}" } },
  });

  expect(open(acl({ count: {} }, "${aws_lb.it.arn}"))).toEqual(FAULT);
  expect(open(acl({ block: {} }, "${aws_lb.other.arn}"))).toEqual(FAULT);
  expect(open(acl({ block: {} }, "${aws_lb.it.arn}"))).toEqual([]);
});

test("accepts a listener whose rule looks at a header", () => {
  expect(
    open({
      aws_lb_listener: { it: { load_balancer_arn: "${aws_lb.it.arn}" } },
      aws_lb_listener_rule: {
        it: { listener_arn: "${aws_lb_listener.it.arn}", condition: [{ http_header: { values: ["secret"] } }] },
      },
    }),
  ).toEqual([]);
});

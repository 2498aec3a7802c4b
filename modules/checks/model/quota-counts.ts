/** Counts how much of AWS's quotas the resources of all stacks use. */
import { CLOUDFRONT_ENTRIES, CLOUDFRONT_LISTS } from "@modules/aws/network/cloudfront-servers";
import type { QuotaName } from "@modules/aws/quotas";
import {
  COUNTRIES_CAPACITY,
  MANAGED_GROUP_CAPACITY,
  type ManagedGroup,
  RATE_LIMIT_CAPACITY,
} from "@modules/aws/waf/managed-rules";
import type { Json } from "../json";
import { type Block, leavesOf } from "./blocks";
import { computeUsages } from "./compute-counts";
import { placeOf } from "./places";
import type { QuotaUsage } from "./quota-room";
import type { ResourceGraph } from "./resources";
import { list, sum, valuesAt } from "./values";

export type Usage = QuotaUsage<QuotaName>;

/** Number of entries of the prefix lists that AWS maintains, by id. */
const AWS_LISTS = Object.fromEntries(Object.values(CLOUDFRONT_LISTS).map((id) => [id, CLOUDFRONT_ENTRIES]));

/** Sums up usage by quota and holder. */
class Tally {
  readonly usages = new Map<string, Usage>();

  add(quota: QuotaName, holder: Block | string | undefined, example: Block, count = 1, peak = count): void {
    if (holder === undefined) {
      return;
    }
    const name = typeof holder === "string" ? holder : holder.path;
    const key = `${quota} ${name}`;
    const before = this.usages.get(key) ?? { count: 0, peak: 0 };
    this.usages.set(key, {
      quota,
      holder: name,
      example,
      count: before.count + count,
      peak: before.peak + peak,
    });
  }
}

/** Resources that count as one each, with the attribute that names the holder. */
const COUNTED: readonly (readonly [QuotaName, type: string, holder: string])[] = [
  ["subnetsPerVpc", "aws_subnet", "vpc_id"],
  ["routesPerTable", "aws_route", "route_table_id"],
  ["listenersPerLoadBalancer", "aws_lb_listener", "load_balancer_arn"],
  ["managedPoliciesPerRole", "aws_iam_role_policy_attachment", "role"],
  ["targetsPerRule", "aws_cloudwatch_event_target", "rule"],
];

export function usagesOf(graph: ResourceGraph): Usage[] {
  const tally = new Tally();
  for (const [quota, type, holder] of COUNTED) {
    for (const block of graph.of(type)) {
      tally.add(quota, graph.targets(block, holder)[0], block);
    }
  }
  countPlaces(tally, graph);
  countRules(tally, graph);
  countLoadBalancers(tally, graph);
  countPolicies(tally, graph);
  for (const block of graph.of("aws_cloudfront_distribution")) {
    tally.add("behaviorsPerDistribution", block, block, 1 + list(block.attributes.ordered_cache_behavior).length);
  }
  for (const block of graph.of("aws_acm_certificate")) {
    const { domain_name, subject_alternative_names } = block.attributes;
    const names = new Set([domain_name, ...list(subject_alternative_names)]);
    tally.add("namesPerCertificate", block, block, names.size);
  }
  for (const block of graph.of("aws_wafv2_web_acl")) {
    tally.add("webAclCapacity", block, block, sum(list(block.attributes.rule).map(capacityOf)));
  }
  for (const { quota, block, count, peak } of computeUsages(graph)) {
    tally.add(quota, placeOf(block, "region"), block, count, peak);
  }
  return [...tally.usages.values()];
}

function countPlaces(tally: Tally, graph: ResourceGraph): void {
  for (const [quota, type, scope] of [
    ["vpcs", "aws_vpc", "region"],
    ["elasticIps", "aws_eip", "region"],
    ["logResourcePolicies", "aws_cloudwatch_log_resource_policy", "region"],
    ["buckets", "aws_s3_bucket", "account"],
  ] as const) {
    for (const block of graph.of(type)) {
      tally.add(quota, placeOf(block, scope), block);
    }
  }
  for (const block of graph.of("aws_nat_gateway")) {
    const zone = graph.targets(block, "subnet_id")[0]?.attributes.availability_zone;
    tally.add("natGatewaysPerZone", zone && `${zone} of ${placeOf(block, "account")}`, block);
  }
}

/**
 * AWS counts rules for IPv4 and IPv6 separately, and a rule that names a security group as IPv4.
 * A rule that names a prefix list counts as the maximum number of entries of the list.
 */
function countRules(tally: Tally, graph: ResourceGraph): void {
  for (const direction of ["ingress", "egress"]) {
    for (const block of graph.of(`aws_vpc_security_group_${direction}_rule`)) {
      const { cidr_ipv6, prefix_list_id } = block.attributes;
      const named = graph.target(block.stack, prefix_list_id)?.attributes;
      const family = cidr_ipv6 || named?.address_family === "IPv6" ? "IPv6" : "IPv4";
      const group = graph.targets(block, "security_group_id")[0];
      const count = named?.max_entries ?? AWS_LISTS[prefix_list_id] ?? 1;
      tally.add("rulesPerSecurityGroup", group && `${group.path} (${direction}, ${family})`, block, count);
    }
  }
  for (const block of graph.of("aws_network_acl_rule")) {
    const acl = graph.targets(block, "network_acl_id")[0];
    tally.add("rulesPerNetworkAcl", acl && `${acl.path} (${block.attributes.egress ? "egress" : "ingress"})`, block);
  }
  for (const { block, key, place } of graph.stacks.flatMap(leavesOf)) {
    if (key === "0" && /^(vpc_)?security_group(s|_ids)$/.test(place.key) && Array.isArray(place.container)) {
      tally.add("securityGroupsPerInterface", block, block, place.container.length);
    }
  }
}

function countLoadBalancers(tally: Tally, graph: ResourceGraph): void {
  const targets = new Map<Block, Set<string>>();
  const collect = (listener: Block, actions: Json[], from: Block) => {
    const balancer = graph.targets(listener, "load_balancer_arn")[0];
    for (const arn of actions.flatMap(({ target_group_arn, forward }) => [
      ...list(target_group_arn),
      ...valuesAt({ forward }, "forward.target_group.arn"),
    ])) {
      const group = graph.target(from.stack, arn)?.path ?? String(arn);
      if (balancer) {
        targets.set(balancer, (targets.get(balancer) ?? new Set()).add(group));
      }
    }
  };
  for (const listener of graph.of("aws_lb_listener")) {
    collect(listener, list(listener.attributes.default_action), listener);
  }
  for (const rule of graph.of("aws_lb_listener_rule")) {
    const listener = graph.targets(rule, "listener_arn")[0];
    if (listener) {
      tally.add("rulesPerLoadBalancer", graph.targets(listener, "load_balancer_arn")[0], rule);
      collect(listener, list(rule.attributes.action), rule);
    }
  }
  for (const [balancer, groups] of targets) {
    tally.add("targetGroupsPerLoadBalancer", balancer, balancer, groups.size);
  }
}

function countPolicies(tally: Tally, graph: ResourceGraph): void {
  for (const block of graph.of("aws_iam_role")) {
    tally.add("trustPolicy", block, block, sizeOf(block.attributes.assume_role_policy));
  }
  for (const block of graph.of("aws_iam_policy")) {
    tally.add("managedPolicy", block, block, sizeOf(block.attributes.policy));
  }
  for (const block of graph.of("aws_iam_role_policy")) {
    tally.add("inlinePoliciesOfRole", graph.targets(block, "role")[0], block, sizeOf(block.attributes.policy));
  }
}

/** Stands for an expression in a policy, which is an ARN of about this length. */
const REFERENCE = "x".repeat(80);

function sizeOf(policy: unknown): number {
  return String(policy ?? "")
    .replace(/(?<!\$)\$\{[^}]*\}/g, REFERENCE)
    .replace(/\s/g, "").length;
}

/** WCU of a rule whose statement is not nested; AWS computes the capacity of the others at apply. */
function capacityOf({ statement }: Json): number {
  return sum([
    ...valuesAt(statement, "managed_rule_group_statement.name").map(
      (name) => MANAGED_GROUP_CAPACITY[name as ManagedGroup] ?? 0,
    ),
    ...valuesAt(statement, "rate_based_statement").map(() => RATE_LIMIT_CAPACITY),
    ...valuesAt(statement, "geo_match_statement").map(() => COUNTRIES_CAPACITY),
  ]);
}

/** How much of AWS's quotas the resources of all stacks take. */

import { CLOUDFRONT_ENTRIES, CLOUDFRONT_LISTS } from "@modules/aws/network/cloudfront-servers";
import type { QuotaName } from "@modules/aws/quotas";
import {
  COUNTRIES_CAPACITY,
  MANAGED_GROUP_CAPACITY,
  type ManagedGroup,
  RATE_LIMIT_CAPACITY,
} from "@modules/aws/waf/managed-rules";
import type { Json } from "../../json";
import { placeOf } from "../unique-names";
import { type Block, leavesOf } from "./blocks";
import { list, type Resources, valuesAt } from "./resources";

export interface Usage {
  readonly quota: QuotaName;
  /** Path of what has the quota, or the account and region. */
  readonly holder: string;
  readonly count: number;
  /** One of those counted, whose environment says what was raised. */
  readonly example: Block;
}

/** Entries of lists that AWS keeps, by their ids. */
const KEPT_LISTS = Object.fromEntries(Object.values(CLOUDFRONT_LISTS).map((id) => [id, CLOUDFRONT_ENTRIES]));

/** Adds up by holder. */
class Tally {
  readonly usages = new Map<string, Usage>();

  add(quota: QuotaName, holder: Block | string | undefined, example: Block, count = 1): void {
    if (holder === undefined) {
      return;
    }
    const name = typeof holder === "string" ? holder : holder.path;
    const key = `${quota} ${name}`;
    this.usages.set(key, { quota, holder: name, example, count: (this.usages.get(key)?.count ?? 0) + count });
  }
}

/** Resources that count once each, by the attribute that names their holder. */
const COUNTED: readonly (readonly [QuotaName, type: string, holder: string])[] = [
  ["subnetsPerVpc", "aws_subnet", "vpc_id"],
  ["routesPerTable", "aws_route", "route_table_id"],
  ["listenersPerLoadBalancer", "aws_lb_listener", "load_balancer_arn"],
  ["managedPoliciesPerRole", "aws_iam_role_policy_attachment", "role"],
  ["targetsPerRule", "aws_cloudwatch_event_target", "rule"],
];

export function usagesOf(resources: Resources): Usage[] {
  const tally = new Tally();
  for (const [quota, type, holder] of COUNTED) {
    for (const block of resources.of(type)) {
      tally.add(quota, resources.targets(block, holder)[0], block);
    }
  }
  countPlaces(tally, resources);
  countRules(tally, resources);
  countLoadBalancers(tally, resources);
  countPolicies(tally, resources);
  for (const block of resources.of("aws_cloudfront_distribution")) {
    tally.add("behaviorsPerDistribution", block, block, 1 + list(block.attributes.ordered_cache_behavior).length);
  }
  for (const block of resources.of("aws_acm_certificate")) {
    const { domain_name, subject_alternative_names } = block.attributes;
    const names = new Set([domain_name, ...list(subject_alternative_names)]);
    tally.add("namesPerCertificate", block, block, names.size);
  }
  for (const block of resources.of("aws_wafv2_web_acl")) {
    tally.add("webAclCapacity", block, block, sum(list(block.attributes.rule).map(capacityOf)));
  }
  return [...tally.usages.values()];
}

function countPlaces(tally: Tally, resources: Resources): void {
  for (const [quota, type, scope] of [
    ["vpcs", "aws_vpc", "region"],
    ["elasticIps", "aws_eip", "region"],
    ["logResourcePolicies", "aws_cloudwatch_log_resource_policy", "region"],
    ["buckets", "aws_s3_bucket", "account"],
  ] as const) {
    for (const block of resources.of(type)) {
      tally.add(quota, placeOf(block, scope), block);
    }
  }
  for (const block of resources.of("aws_nat_gateway")) {
    const zone = resources.targets(block, "subnet_id")[0]?.attributes.availability_zone;
    tally.add("natGatewaysPerZone", zone && `${zone} of ${placeOf(block, "account")}`, block);
  }
}

/**
 * IPv4 and IPv6 are counted apart; a rule about a group counts with IPv4. One
 * about a prefix list counts as all that the list may hold.
 */
function countRules(tally: Tally, resources: Resources): void {
  for (const direction of ["ingress", "egress"]) {
    for (const block of resources.of(`aws_vpc_security_group_${direction}_rule`)) {
      const { cidr_ipv6, prefix_list_id } = block.attributes;
      const named = resources.target(block.stack, prefix_list_id)?.attributes;
      const family = cidr_ipv6 || named?.address_family === "IPv6" ? "IPv6" : "IPv4";
      const group = resources.targets(block, "security_group_id")[0];
      const count = named?.max_entries ?? KEPT_LISTS[prefix_list_id] ?? 1;
      tally.add("rulesPerSecurityGroup", group && `${group.path} (${direction}, ${family})`, block, count);
    }
  }
  for (const block of resources.of("aws_network_acl_rule")) {
    const acl = resources.targets(block, "network_acl_id")[0];
    tally.add("rulesPerNetworkAcl", acl && `${acl.path} (${block.attributes.egress ? "egress" : "ingress"})`, block);
  }
  for (const { block, key, place } of resources.stacks.flatMap(leavesOf)) {
    if (key === "0" && /^(vpc_)?security_group(s|_ids)$/.test(place.key) && Array.isArray(place.container)) {
      tally.add("securityGroupsPerInterface", block, block, place.container.length);
    }
  }
}

function countLoadBalancers(tally: Tally, resources: Resources): void {
  const targets = new Map<Block, Set<string>>();
  const collect = (listener: Block, actions: Json[], from: Block) => {
    const balancer = resources.targets(listener, "load_balancer_arn")[0];
    for (const arn of actions.flatMap(({ target_group_arn, forward }) => [
      ...list(target_group_arn),
      ...valuesAt({ forward }, "forward.target_group.arn"),
    ])) {
      const group = resources.target(from.stack, arn)?.path ?? String(arn);
      if (balancer) {
        targets.set(balancer, (targets.get(balancer) ?? new Set()).add(group));
      }
    }
  };
  for (const listener of resources.of("aws_lb_listener")) {
    collect(listener, list(listener.attributes.default_action), listener);
  }
  for (const rule of resources.of("aws_lb_listener_rule")) {
    const listener = resources.targets(rule, "listener_arn")[0];
    if (listener) {
      tally.add("rulesPerLoadBalancer", resources.targets(listener, "load_balancer_arn")[0], rule);
      collect(listener, list(rule.attributes.action), rule);
    }
  }
  for (const [balancer, groups] of targets) {
    tally.add("targetGroupsPerLoadBalancer", balancer, balancer, groups.size);
  }
}

function countPolicies(tally: Tally, resources: Resources): void {
  for (const block of resources.of("aws_iam_role")) {
    tally.add("trustPolicy", block, block, sizeOf(block.attributes.assume_role_policy));
  }
  for (const block of resources.of("aws_iam_policy")) {
    tally.add("managedPolicy", block, block, sizeOf(block.attributes.policy));
  }
  for (const block of resources.of("aws_iam_role_policy")) {
    tally.add("inlinePoliciesOfRole", resources.targets(block, "role")[0], block, sizeOf(block.attributes.policy));
  }
}

/** What an expression stands for is mostly an ARN of about that length. */
const REFERENCE = "x".repeat(80);

function sizeOf(policy: unknown): number {
  return String(policy ?? "")
    .replace(/(?<!\$)\$\{[^}]*\}/g, REFERENCE)
    .replace(/\s/g, "").length;
}

/** Of rules that need no statement within a statement; others are left to AWS. */
function capacityOf({ statement }: Json): number {
  return sum([
    ...valuesAt(statement, "managed_rule_group_statement.name").map(
      (name) => MANAGED_GROUP_CAPACITY[name as ManagedGroup] ?? 0,
    ),
    ...valuesAt(statement, "rate_based_statement").map(() => RATE_LIMIT_CAPACITY),
    ...valuesAt(statement, "geo_match_statement").map(() => COUNTRIES_CAPACITY),
  ]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

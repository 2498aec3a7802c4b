/** Ingress of security groups, from every resource type that can declare a rule. */
import { contains, isCidr } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";
import type { Json } from "../json";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { list } from "./values";

export interface Admission {
  /** Path of the rule. */
  readonly path: string;
  /** Address range, security group, or id of a prefix list that no stack of the app creates. */
  readonly source: string | Block;
}

export const GROUPS = ["aws_security_group", "aws_default_security_group"];

/** Admitted sources by security group. */
export function admissionsOf(graph: ResourceGraph): Map<Block, Admission[]> {
  const admissions = new Map<Block, Admission[]>();
  const rangesOf = rangesByList(graph);
  const admit = (group: Block | undefined, rule: Block, sources: readonly Json[], lists: readonly Json[]) => {
    if (!group) {
      return;
    }
    const named = lists.flatMap((id) => rangesOf(rule, id).map((source) => ({ path: rule.path, source })));
    const found = sources
      .map((source) => (isAddressRange(source) ? source : graph.target(rule.stack, source)))
      .filter((source) => source !== undefined)
      .map((source): Admission => ({ path: rule.path, source }));
    admissions.set(group, [...(admissions.get(group) ?? []), ...found, ...named]);
  };
  for (const rule of graph.of("aws_vpc_security_group_ingress_rule")) {
    const { security_group_id, cidr_ipv4, cidr_ipv6, referenced_security_group_id, prefix_list_id } = rule.attributes;
    const sources = [cidr_ipv4, cidr_ipv6, referenced_security_group_id].flatMap(list);
    admit(graph.target(rule.stack, security_group_id), rule, sources, list(prefix_list_id));
  }
  for (const rule of graph.of("aws_security_group_rule")) {
    const { type, security_group_id, source_security_group_id, prefix_list_ids } = rule.attributes;
    if (type === "ingress") {
      const sources = [...cidrsOf(rule.attributes), ...list(source_security_group_id)];
      admit(graph.target(rule.stack, security_group_id), rule, sources, list(prefix_list_ids));
    }
  }
  for (const group of graph.of(...GROUPS)) {
    for (const rule of list(group.attributes.ingress)) {
      admit(group, group, [...cidrsOf(rule), ...list(rule.security_groups)], list(rule.prefix_list_ids));
    }
  }
  return admissions;
}

/** Returns the address ranges of a prefix list, or its id if no stack of the app creates the list. */
export function rangesByList(graph: ResourceGraph): (rule: Block, id: Json) => string[] {
  const separate = graph.of("aws_ec2_managed_prefix_list_entry");
  return ({ stack }, id) => {
    const made = graph.target(stack, id);
    return made
      ? [
          ...list(made.attributes.entry).map(({ cidr }) => cidr),
          ...separate
            .filter((entry) => graph.targets(entry, "prefix_list_id")[0] === made)
            .map(({ attributes }) => attributes.cidr),
        ]
      : [String(id)];
  };
}

function cidrsOf({ cidr_blocks, ipv6_cidr_blocks }: Json): Json[] {
  return [...list(cidr_blocks), ...list(ipv6_cidr_blocks)];
}

function isAddressRange(source: unknown): source is string {
  return typeof source === "string" && ipaddr.isValidCIDR(source);
}

/**
 * Whether a source is the world: a range wider than /8, such as `0.0.0.0/0` or a half of it, or a
 * prefix list with unknown entries, such as CloudFront's servers, which relay requests of anybody.
 */
export function isWorld(source: Admission["source"]): boolean {
  return typeof source === "string" && (!isAddressRange(source) || isOpenRange(source));
}

/** Whether a range is the world or a large part of it: wider than a /8, and not private as `fc00::/7` is. */
export function isOpenRange(range: unknown): boolean {
  return isAddressRange(range) && Number(range.split("/")[1]) < 8 && !isPrivate(range);
}

/** Private ranges of RFC 1918 and the shared range of RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Whether all addresses are private. Prefix lists with unknown entries are not: those of AWS hold public addresses. */
export function isPrivate(source: string): boolean {
  if (isCidr(source)) {
    return PRIVATE_RANGES.some((range) => contains(range, source));
  }
  return isAddressRange(source) && ipaddr.parseCIDR(source)[0].range() === "uniqueLocal";
}

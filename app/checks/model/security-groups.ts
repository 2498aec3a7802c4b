/** What security groups admit, however their rules are written. */

import { contains, isCidr } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";
import type { Json } from "../../json";
import type { Block } from "./blocks";
import { list, type Resources } from "./resources";

export interface Admission {
  /** Of the rule. */
  readonly path: string;
  /** Block of addresses, the group whose members it admits, or the id of a list that nothing is known of. */
  readonly source: string | Block;
}

export const GROUPS = ["aws_security_group", "aws_default_security_group"];

/** By group. */
export function admissionsOf(resources: Resources): Map<Block, Admission[]> {
  const admissions = new Map<Block, Admission[]>();
  const networksOf = networksByList(resources);
  const admit = (group: Block | undefined, rule: Block, sources: readonly Json[], lists: readonly Json[]) => {
    if (!group) {
      return;
    }
    const named = lists.flatMap((id) => networksOf(rule, id).map((source) => ({ path: rule.path, source })));
    const found = sources
      .map((source) => (isBlockOfAddresses(source) ? source : resources.target(rule.stack, source)))
      .filter((source) => source !== undefined)
      .map((source): Admission => ({ path: rule.path, source }));
    admissions.set(group, [...(admissions.get(group) ?? []), ...found, ...named]);
  };
  for (const rule of resources.of("aws_vpc_security_group_ingress_rule")) {
    const { security_group_id, cidr_ipv4, cidr_ipv6, referenced_security_group_id, prefix_list_id } = rule.attributes;
    const sources = [cidr_ipv4, cidr_ipv6, referenced_security_group_id].flatMap(list);
    admit(resources.target(rule.stack, security_group_id), rule, sources, list(prefix_list_id));
  }
  for (const rule of resources.of("aws_security_group_rule")) {
    const { type, security_group_id, source_security_group_id, prefix_list_ids } = rule.attributes;
    if (type === "ingress") {
      const sources = [...cidrsOf(rule.attributes), ...list(source_security_group_id)];
      admit(resources.target(rule.stack, security_group_id), rule, sources, list(prefix_list_ids));
    }
  }
  for (const group of resources.of(...GROUPS)) {
    for (const rule of list(group.attributes.ingress)) {
      admit(group, group, [...cidrsOf(rule), ...list(rule.security_groups)], list(rule.prefix_list_ids));
    }
  }
  return admissions;
}

/** What lists hold that rules name; of those made elsewhere, as AWS's own are, the id. */
function networksByList(resources: Resources): (rule: Block, id: Json) => string[] {
  const apart = resources.of("aws_ec2_managed_prefix_list_entry");
  return ({ stack }, id) => {
    const made = resources.target(stack, id);
    return made
      ? [
          ...list(made.attributes.entry).map(({ cidr }) => cidr),
          ...apart
            .filter((entry) => resources.targets(entry, "prefix_list_id")[0] === made)
            .map(({ attributes }) => attributes.cidr),
        ]
      : [String(id)];
  };
}

function cidrsOf({ cidr_blocks, ipv6_cidr_blocks }: Json): Json[] {
  return [...list(cidr_blocks), ...list(ipv6_cidr_blocks)];
}

function isBlockOfAddresses(source: unknown): source is string {
  return typeof source === "string" && ipaddr.isValidCIDR(source);
}

/**
 * Wider than any owner's network, such as `0.0.0.0/0` or either half of it; or a list
 * nothing is known of, such as CloudFront's, through which anybody may call.
 */
export function isWorld(source: Admission["source"]): boolean {
  return typeof source === "string" && (!isBlockOfAddresses(source) || Number(source.split("/")[1]) < 8);
}

/** RFC 1918 and RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Do the addresses exist within networks only? Nobody knows of an unknown list, and AWS's own are of the internet. */
export function isPrivate(source: string): boolean {
  if (isCidr(source)) {
    return PRIVATE_RANGES.some((range) => contains(range, source));
  }
  return isBlockOfAddresses(source) && ipaddr.parseCIDR(source)[0].range() === "uniqueLocal";
}

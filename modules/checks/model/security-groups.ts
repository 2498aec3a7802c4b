/** Sources of the rules of security groups: prefix lists, and address ranges that are private or the world. */
import { contains, isCidr } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";
import type { Json } from "../json";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { list } from "./values";

export const GROUPS = ["aws_security_group", "aws_default_security_group"];

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

function isAddressRange(source: unknown): source is string {
  return typeof source === "string" && ipaddr.isValidCIDR(source);
}

/**
 * Whether a source is the world: a range wider than /8, such as `0.0.0.0/0` or a half of it, or a
 * prefix list with unknown entries, such as CloudFront's servers, which relay requests of anybody.
 */
export function isWorld(source: string): boolean {
  return !isAddressRange(source) || isOpenRange(source);
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

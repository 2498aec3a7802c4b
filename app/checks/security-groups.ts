/** What security groups admit, however their rules are written. */
import ipaddr from "ipaddr.js";
import { contains, isCidr } from "../../environments/cidr";
import type { Json } from "../json";
import type { Block } from "./blocks";
import { list, type Resources } from "./resources";

export interface Admission {
  /** Of the rule. */
  readonly path: string;
  /** Block of addresses, or the group whose members it admits. */
  readonly source: string | Block;
}

export const GROUPS = ["aws_security_group", "aws_default_security_group"];

/** By group. */
export function admissionsOf(resources: Resources): Map<Block, Admission[]> {
  const admissions = new Map<Block, Admission[]>();
  const admit = (group: Block | undefined, rule: Block, sources: readonly Json[]) => {
    if (!group) {
      return;
    }
    const found = sources
      .map((source) => (isBlockOfAddresses(source) ? source : resources.target(rule.stack, source)))
      .filter((source) => source !== undefined)
      .map((source): Admission => ({ path: rule.path, source }));
    admissions.set(group, [...(admissions.get(group) ?? []), ...found]);
  };
  for (const rule of resources.of("aws_vpc_security_group_ingress_rule")) {
    const { security_group_id, cidr_ipv4, cidr_ipv6, referenced_security_group_id } = rule.attributes;
    const sources = [cidr_ipv4, cidr_ipv6, referenced_security_group_id].flatMap(list);
    admit(resources.target(rule.stack, security_group_id), rule, sources);
  }
  for (const rule of resources.of("aws_security_group_rule")) {
    const { type, security_group_id, source_security_group_id } = rule.attributes;
    if (type === "ingress") {
      const sources = [...cidrsOf(rule.attributes), ...list(source_security_group_id)];
      admit(resources.target(rule.stack, security_group_id), rule, sources);
    }
  }
  for (const group of resources.of(...GROUPS)) {
    for (const rule of list(group.attributes.ingress)) {
      admit(group, group, [...cidrsOf(rule), ...list(rule.security_groups)]);
    }
  }
  return admissions;
}

function cidrsOf({ cidr_blocks, ipv6_cidr_blocks }: Json): Json[] {
  return [...list(cidr_blocks), ...list(ipv6_cidr_blocks)];
}

function isBlockOfAddresses(source: unknown): source is string {
  return typeof source === "string" && ipaddr.isValidCIDR(source);
}

/** Wider than any owner's network, such as `0.0.0.0/0` or either half of it. */
export function isWorld(source: Admission["source"]): boolean {
  return typeof source === "string" && Number(source.split("/")[1]) < 8;
}

/** RFC 1918 and RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Do the addresses exist within networks only? */
export function isPrivate(cidr: string): boolean {
  return isCidr(cidr)
    ? PRIVATE_RANGES.some((range) => contains(range, cidr))
    : ipaddr.parseCIDR(cidr)[0].range() === "uniqueLocal";
}

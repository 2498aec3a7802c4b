/** Security groups, network ACLs and routes of AWS as the model of paths has them. */
import type { Json } from "../../../json";
import type { Block } from "../../blocks";
import type { ResourceGraph } from "../../resources";
import { GROUPS, rangesByList } from "../../security-groups";
import { groupBy, list } from "../../values";
import { EVERY_PORT, EVERYWHERE, type PortRange, type Range, rangeOf } from "../ranges";
import { type Filter, type Group, type GroupRule, PROTOCOLS } from "../traffic";

/** A rule, and the address range or the id of the prefix list that it names; undefined for a group. */
export interface SourcedRule extends GroupRule {
  readonly source?: string;
}

/** A security group of the app. */
export interface AwsGroup extends Group {
  readonly ingress: readonly SourcedRule[];
  readonly egress: readonly SourcedRule[];
}

/** Security groups by block. A cluster of EKS has a group of its own, which other resources name through the cluster. */
export function groupsOf(graph: ResourceGraph, listRange: (id: string) => Range): Map<Block, AwsGroup> {
  const groups = new Map<Block, { id: string; ingress: SourcedRule[]; egress: SourcedRule[] }>();
  for (const block of graph.of(...GROUPS, "aws_eks_cluster")) {
    groups.set(block, { id: block.path, ingress: [], egress: [] });
  }
  for (const cluster of graph.of("aws_eks_cluster")) {
    const group = groups.get(cluster)!;
    const rule = { path: cluster.path, protocol: "any", ports: EVERY_PORT } as const;
    group.ingress.push({ ...rule, peer: group });
    group.egress.push(...EVERYWHERE.map((peer) => ({ ...rule, peer })));
  }
  const rangesOf = rangesByList(graph);
  const add = (group: Block | undefined, direction: "ingress" | "egress", rule: Block, traffic: Json, peers: Peers) => {
    const protocol =
      PROTOCOLS[String(traffic.ip_protocol ?? traffic.protocol ?? "-1").toLowerCase()] ?? ("other" as const);
    const own = group && groups.get(group);
    if (!own) {
      return;
    }
    const ports = portsOf(protocol, traffic.from_port, traffic.to_port);
    const named = peers.groups
      .map((peer) => graph.target(rule.stack, peer))
      .flatMap((target) => (target && groups.get(target)) ?? [])
      .map((peer) => ({ peer }));
    // A range that only Terraform knows admits nobody here.
    const known = peers.ranges.filter((cidr) => rangeOf(cidr));
    const sources = [...known, ...peers.lists.flatMap((id) => rangesOf(rule, id))];
    const ranges = sources.map((source) => ({ source, peer: rangeOf(source) ?? listRange(source) }));
    own[direction].push(...[...named, ...ranges].map((one) => ({ path: rule.path, protocol, ports, ...one })));
  };
  for (const direction of ["ingress", "egress"] as const) {
    for (const rule of graph.of(`aws_vpc_security_group_${direction}_rule`)) {
      const { cidr_ipv4, cidr_ipv6, referenced_security_group_id, prefix_list_id, security_group_id } = rule.attributes;
      add(graph.target(rule.stack, security_group_id), direction, rule, rule.attributes, {
        ranges: [cidr_ipv4, cidr_ipv6].flatMap(list),
        lists: list(prefix_list_id),
        groups: list(referenced_security_group_id),
      });
    }
  }
  for (const rule of graph.of("aws_security_group_rule")) {
    const { type, security_group_id, source_security_group_id, self } = rule.attributes;
    add(graph.target(rule.stack, security_group_id), type, rule, rule.attributes, {
      ...peersOf(rule.attributes),
      groups: [...list(source_security_group_id), ...(self ? [security_group_id] : [])],
    });
  }
  for (const group of graph.of(...GROUPS)) {
    for (const direction of ["ingress", "egress"] as const) {
      for (const rule of list(group.attributes[direction])) {
        const own = rule.self ? [`\${${group.address}.id}`] : [];
        add(group, direction, group, rule, { ...peersOf(rule), groups: [...list(rule.security_groups), ...own] });
      }
    }
  }
  return groups;
}

interface Peers {
  readonly ranges: readonly Json[];
  /** Ids of prefix lists. */
  readonly lists: readonly Json[];
  readonly groups: readonly Json[];
}

function peersOf({ cidr_blocks, ipv6_cidr_blocks, prefix_list_ids }: Json): Omit<Peers, "groups"> {
  return { ranges: [cidr_blocks, ipv6_cidr_blocks].flatMap(list), lists: list(prefix_list_ids) };
}

/** For ICMP, a rule has a type in place of the first port and a code in place of the last; -1 stands for all. */
function portsOf(protocol: GroupRule["protocol"], first: unknown, last: unknown): PortRange {
  if (protocol === "icmp") {
    return icmpRange(Number(first ?? -1), Number(last ?? -1));
  }
  return first === undefined || Number(first) < 0 ? EVERY_PORT : [Number(first), Number(last ?? first)];
}

function icmpRange(type: number, code: number): PortRange {
  if (type < 0) {
    return EVERY_PORT;
  }
  return code < 0 ? [type * 256, type * 256 + 255] : [type * 256 + code, type * 256 + code];
}

export interface Acl {
  readonly inbound: readonly Filter[];
  readonly outbound: readonly Filter[];
}

/** ACL of subnets that are associated with none in the app: the VPC's default ACL allows everything. */
export const OPEN_ACL: Acl = {
  inbound: EVERYWHERE.map((peers) => ({ allow: true, protocol: "any", ports: EVERY_PORT, peers })),
  outbound: EVERYWHERE.map((peers) => ({ allow: true, protocol: "any", ports: EVERY_PORT, peers })),
};

/** Network ACLs by the subnet they filter. */
export function aclsOf(graph: ResourceGraph): Map<Block, Acl> {
  const rules = groupBy(graph.of("aws_network_acl_rule"), (rule) => graph.targets(rule, "network_acl_id")[0]);
  const subnets = groupBy(graph.of("aws_network_acl_association"), (one) => graph.targets(one, "network_acl_id")[0]);
  const acls = new Map<Block, Acl>();
  for (const block of graph.of("aws_network_acl", "aws_default_network_acl")) {
    const { ingress, egress } = block.attributes;
    const separate = (rules.get(block) ?? []).map(({ attributes }) => attributes);
    const acl = {
      inbound: filtersOf([...list(ingress), ...separate.filter((rule) => rule.egress !== true)]),
      outbound: filtersOf([...list(egress), ...separate.filter((rule) => rule.egress === true)]),
    };
    const associated = (subnets.get(block) ?? []).flatMap((one) => graph.targets(one, "subnet_id"));
    for (const subnet of [...graph.targets(block, "subnet_ids"), ...associated]) {
      acls.set(subnet, acl);
    }
  }
  return acls;
}

function filtersOf(rules: readonly Json[]): Filter[] {
  return rules
    .map((rule) => ({ ...rule, number: Number(rule.rule_number ?? rule.rule_no) }))
    .sort((one, other) => one.number - other.number)
    .flatMap((rule) => {
      const protocol = PROTOCOLS[String(rule.protocol).toLowerCase()];
      const peers = rangeOf(rule.cidr_block) ?? rangeOf(rule.ipv6_cidr_block);
      const icmp = protocol === "icmp";
      const ports = icmp
        ? icmpRange(Number(rule.icmp_type ?? -1), Number(rule.icmp_code ?? -1))
        : portsOf(protocol ?? "any", rule.from_port, rule.to_port);
      return protocol && peers
        ? [{ allow: (rule.rule_action ?? rule.action) === "allow", protocol, ports, peers }]
        : [];
    });
}

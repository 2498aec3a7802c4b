/** Checks that address ranges of networks do not overlap. */
import { contains, isCidr, overlapping } from "@modules/core/cidr";
import { groupOf } from "../facts";
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { resourceGraph } from "../model/resources";
import { groupBy, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

interface AddressRange {
  readonly path: string;
  /** Attribute that holds the range. */
  readonly attribute: string;
  readonly cidr: string;
  /** VPC or group of networks within which ranges must not overlap. */
  readonly within: string;
}

/**
 * Checks that address ranges do not overlap: subnets within their VPC, and networks of all clouds
 * within the `networkGroup` of their stacks' facts, which may be joined.
 */
export function networkFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const networks = Object.entries(NETWORKS).flatMap(([type, rangesOf]) =>
    graph.of(type).flatMap((block) =>
      Object.entries(rangesOf(block.attributes))
        .flatMap(([attribute, values]) => values.map((cidr) => ({ attribute, cidr })))
        .filter(({ cidr }) => isCidr(cidr))
        .map(({ attribute, cidr }) => ({ path: block.path, attribute, cidr, within: groupOf(block.stack.stack) })),
    ),
  );
  const subnets = graph
    .of("aws_subnet")
    .filter(({ attributes }) => isCidr(attributes.cidr_block))
    .map((block) => {
      const { stack, attributes } = block;
      const vpc = graph.target(stack, attributes.vpc_id);
      const within = vpc ? keyOf(vpc) : `${stack.stack.node.path} ${attributes.vpc_id}`;
      return { vpc, path: block.path, attribute: "cidr_block", cidr: attributes.cidr_block as string, within };
    });
  return [
    ...overlaps(networks, ({ within }) => `the other networks of ${within}`),
    ...overlaps(subnets, () => "the other subnets of its VPC"),
    ...subnets.flatMap(({ path, cidr, vpc }) => {
      const outer = vpc?.attributes.cidr_block;
      return isCidr(outer) && !contains(outer, cidr)
        ? [`${path}: cidr_block must lie inside its VPC's ${outer}, got ${cidr}; move it there`]
        : [];
    }),
  ];
}

/** Address ranges of each kind of network, by the attribute that holds them. */
const NETWORKS: Readonly<Record<string, (attributes: Json) => Readonly<Record<string, string[]>>>> = {
  aws_vpc: (attributes) => ({ cidr_block: valuesAt(attributes, "cidr_block") }),
  google_compute_subnetwork: (attributes) => ({
    ip_cidr_range: valuesAt(attributes, "ip_cidr_range"),
    secondary_ip_range: valuesAt(attributes, "secondary_ip_range.ip_cidr_range"),
  }),
  google_compute_global_address: ({ address, prefix_length: length }) => ({ address: [`${address}/${length}`] }),
  google_container_cluster: (attributes) => ({
    master_ipv4_cidr_block: valuesAt(attributes, "private_cluster_config.master_ipv4_cidr_block"),
  }),
};

function overlaps(ranges: readonly AddressRange[], others: (range: AddressRange) => string): string[] {
  return [...groupBy(ranges, ({ within }) => within).values()]
    .flatMap((group) => overlapping(group, ({ cidr }) => cidr))
    .map(([one, other]) => {
      const attributes = [...new Set([one.attribute, other.attribute])].join(" and ");
      return `${one.path}, ${other.path}: ${attributes} must not overlap ${others(one)}, got ${one.cidr} and ${other.cidr}; move one`;
    });
}

function keyOf({ stack, address }: Block): string {
  return `${stack.stack.node.path} ${address}`;
}

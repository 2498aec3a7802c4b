import { contains, isCidr, overlapping } from "@modules/core/cidr";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import type { Block } from "./model/blocks";
import { resourcesOf, valuesAt } from "./model/resources";

interface Network {
  readonly path: string;
  /** Attribute the block stands in. */
  readonly what: string;
  readonly cidr: string;
  /** What it must not overlap with the others of: a VPC, an environment. */
  readonly within: string;
}

/** Subnets lie apart in their VPC, and the networks of an environment lie apart in all its clouds, so that they can be joined. */
export function networkFaults(stacks: readonly PreparedStack[]): string[] {
  const resources = resourcesOf(stacks);
  const networks = Object.entries(NETWORKS).flatMap(([type, cidrs]) =>
    resources.of(type).flatMap((block) =>
      Object.entries(cidrs(block.attributes))
        .flatMap(([what, values]) => values.map((cidr) => ({ what, cidr })))
        .filter(({ cidr }) => isCidr(cidr))
        .map(({ what, cidr }) => ({ path: block.path, what, cidr, within: environmentOf(block.stack) })),
    ),
  );
  const subnets = resources
    .of("aws_subnet")
    .filter(({ attributes }) => isCidr(attributes.cidr_block))
    .map((block) => {
      const { stack, attributes } = block;
      const vpc = resources.target(stack, attributes.vpc_id);
      const within = vpc ? keyOf(vpc) : `${stack.stack.node.path} ${attributes.vpc_id}`;
      return { vpc, path: block.path, what: "cidr_block", cidr: attributes.cidr_block as string, within };
    });
  return [
    ...overlaps(networks, "the other networks of its environment"),
    ...overlaps(subnets, "the other subnets of its VPC"),
    ...subnets.flatMap(({ path, cidr, vpc }) => {
      const outer = vpc?.attributes.cidr_block;
      return isCidr(outer) && !contains(outer, cidr)
        ? [`${path}: cidr_block must lie inside its VPC's ${outer}, got ${cidr}; move it there`]
        : [];
    }),
  ];
}

/** Where each kind of network has its addresses, by the attribute that a fault names. */
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

function overlaps(networks: readonly Network[], others: string): string[] {
  const groups = new Map<string, Network[]>();
  for (const one of networks) {
    (groups.get(one.within) ?? groups.set(one.within, []).get(one.within)!).push(one);
  }
  return [...groups.values()]
    .flatMap((group) => overlapping(group, ({ cidr }) => cidr))
    .map(
      ([one, other]) =>
        `${one.path}, ${other.path}: ${[...new Set([one.what, other.what])].join(" and ")} must not overlap ${others}, got ${one.cidr} and ${other.cidr}; move one`,
    );
}

function environmentOf({ stack }: PreparedStack): string {
  return stack instanceof EnvironmentStack
    ? `${stack.environment.platform}/${stack.environment.name}`
    : stack.node.path;
}

function keyOf({ stack, address }: Block): string {
  return `${stack.stack.node.path} ${address}`;
}

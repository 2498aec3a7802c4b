import { contains, isCidr, overlapping } from "../../environments/cidr";
import { EnvironmentStack } from "../../stacks/environment-stack";
import type { PreparedStack } from "../prepare";
import type { Block } from "./blocks";
import { resourcesOf } from "./resources";

interface Network {
  readonly path: string;
  readonly cidr: string;
  /** What it must not overlap with the others of: a VPC, an environment. */
  readonly within: string;
}

/** Subnets lie apart in their VPC, and the VPCs of an environment lie apart, so that they can be peered. */
export function networkFaults(stacks: readonly PreparedStack[]): string[] {
  const resources = resourcesOf(stacks);
  const vpcs = resources
    .of("aws_vpc")
    .filter(({ attributes }) => isCidr(attributes.cidr_block))
    .map((block) => network(block, environmentOf(block.stack)));
  const subnets = resources
    .of("aws_subnet")
    .filter(({ attributes }) => isCidr(attributes.cidr_block))
    .map((block) => {
      const { stack, attributes } = block;
      const vpc = resources.target(stack, attributes.vpc_id);
      return { vpc, ...network(block, vpc ? keyOf(vpc) : `${stack.stack.node.path} ${attributes.vpc_id}`) };
    });
  return [
    ...overlaps(vpcs, "the other VPCs of its environment"),
    ...overlaps(subnets, "the other subnets of its VPC"),
    ...subnets.flatMap(({ path, cidr, vpc }) => {
      const outer = vpc?.attributes.cidr_block;
      return isCidr(outer) && !contains(outer, cidr)
        ? [`${path}: cidr_block must lie inside its VPC's ${outer}, got ${cidr}; move it there`]
        : [];
    }),
  ];
}

function network({ path, attributes }: Block, within: string): Network {
  return { path, cidr: attributes.cidr_block, within };
}

function overlaps(networks: readonly Network[], others: string): string[] {
  const groups = new Map<string, Network[]>();
  for (const one of networks) {
    (groups.get(one.within) ?? groups.set(one.within, []).get(one.within)!).push(one);
  }
  return [...groups.values()]
    .flatMap((group) => overlapping(group, ({ cidr }) => cidr))
    .map(
      ([one, other]) =>
        `${one.path}, ${other.path}: cidr_block must not overlap ${others}, got ${one.cidr} and ${other.cidr}; move one`,
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

import { contains, isCidr, overlapping } from "../../environments/cidr";
import { EnvironmentStack } from "../../stacks/environment-stack";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./blocks";
import { isReader, producersByState, stateRead } from "./remote-state";
import { readTemplate } from "./template";

interface Network {
  readonly path: string;
  readonly cidr: string;
  /** What it must not overlap with the others of: a VPC, an environment. */
  readonly within: string;
}

/** Subnets lie apart in their VPC, and the VPCs of an environment lie apart, so that they can be peered. */
export function networkFaults(stacks: readonly PreparedStack[]): string[] {
  const producers = producersByState(stacks);
  const vpcs = stacks.flatMap((stack) =>
    blocksOf(stack)
      .filter(({ type, attributes }) => type === "aws_vpc" && isCidr(attributes.cidr_block))
      .map((block) => ({ ...network(block, environmentOf(stack)), key: key(stack, block.address) })),
  );
  const subnets = stacks.flatMap((stack) =>
    blocksOf(stack)
      .filter(({ type, attributes }) => type === "aws_subnet" && isCidr(attributes.cidr_block))
      .map((block) => network(block, vpcOf(block, producers))),
  );
  const byKey = new Map(vpcs.map((vpc) => [vpc.key, vpc]));
  return [
    ...overlaps(vpcs, "the other VPCs of its environment"),
    ...overlaps(subnets, "the other subnets of its VPC"),
    ...subnets.flatMap(({ path, cidr, within }) => {
      const vpc = byKey.get(within);
      return vpc && !contains(vpc.cidr, cidr)
        ? [`${path}: cidr_block must lie inside its VPC's ${vpc.cidr}, got ${cidr}; move it there`]
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

/** The VPC a subnet is in, also where another stack made it. */
function vpcOf({ stack, attributes }: Block, producers: ReadonlyMap<string, PreparedStack>): string {
  const [parts] = readTemplate(String(attributes.vpc_id)).references;
  if (parts?.[0] === "aws_vpc") {
    return key(stack, `aws_vpc.${parts[1]}`);
  }
  const reader = blocksOf(stack).find((block) => isReader(block) && block.name === parts?.[2]);
  const producer = reader && producers.get(String(stateRead(reader)));
  const output = producer?.json.output?.[parts?.[4] ?? ""]?.value;
  const [origin] = readTemplate(String(output)).references;
  return producer && origin?.[0] === "aws_vpc"
    ? key(producer, `aws_vpc.${origin[1]}`)
    : key(stack, String(attributes.vpc_id));
}

function key(stack: PreparedStack, address: string): string {
  return `${stack.stack.node.path} ${address}`;
}

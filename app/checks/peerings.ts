import { contains, isCidr, overlapping } from "@modules/core/cidr";
import type { PreparedStack } from "../prepare";
import type { Block } from "./model/blocks";
import { type Resources, resourcesOf } from "./model/resources";
import { routesOf } from "./model/routes";

interface Peering {
  readonly path: string;
  /** The one that asks and the one that accepts. */
  readonly vpcs: readonly [Block, Block];
}

/** Peered VPCs lie apart, and each has a way to the other; whatever stacks made them. */
export function peeringFaults(stacks: readonly PreparedStack[]): string[] {
  const resources = resourcesOf(stacks);
  const peerings = new Map<Block, Peering>();
  for (const block of resources.of("aws_vpc_peering_connection")) {
    const [vpc] = resources.targets(block, "vpc_id");
    const [peer] = resources.targets(block, "peer_vpc_id");
    if (vpc && peer && isCidr(vpc.attributes.cidr_block) && isCidr(peer.attributes.cidr_block)) {
      peerings.set(block, { path: block.path, vpcs: [vpc, peer] });
    }
  }
  if (peerings.size === 0) {
    return [];
  }
  // One with itself overlaps, and leads nowhere.
  const apart = new Map([...peerings].filter(([, { vpcs }]) => vpcs[0] !== vpcs[1]));
  return [...[...peerings.values()].flatMap(overlapFaults), ...wayFaults(resources, apart)];
}

function overlapFaults({ path, vpcs }: Peering): string[] {
  return overlapping(vpcs, ({ attributes }) => attributes.cidr_block).map(
    ([one, other]) =>
      `${path}: must join VPCs that do not overlap, got ${one.path} (${one.attributes.cidr_block}) and ${other.path} (${other.attributes.cidr_block}); move one`,
  );
}

function wayFaults(resources: Resources, peerings: ReadonlyMap<Block, Peering>): string[] {
  const faults: string[] = [];
  /** The VPCs that have a way through. */
  const ways = new Map<Peering, Set<Block>>([...peerings.values()].map((peering) => [peering, new Set<Block>()]));
  for (const { path, table, destination, peering: connection } of routesOf(resources)) {
    const peering = connection && peerings.get(acceptedBy(resources, connection));
    const [from] = resources.targets(table, "vpc_id");
    if (!peering || !from) {
      continue;
    }
    const to = peering.vpcs.find((vpc) => vpc !== from)!;
    const { cidr_block } = to.attributes;
    if (!peering.vpcs.includes(from)) {
      faults.push(`${path}: must be in a table of a VPC that is peered, got ${from.path}; peer that VPC too`);
    } else if (isCidr(destination) && !contains(cidr_block, destination)) {
      faults.push(`${path}: must lead to addresses of the peer, ${cidr_block}, got ${destination}; narrow it`);
    } else {
      ways.get(peering)!.add(from);
    }
  }
  for (const [{ path, vpcs }, from] of ways) {
    for (const vpc of vpcs.filter((one) => !from.has(one))) {
      const other = vpcs.find((one) => one !== vpc)!;
      faults.push(
        `${path}: must have a way in both directions, got none from ${vpc.path} to ${other.path}; add a route to ${other.attributes.cidr_block}`,
      );
    }
  }
  return faults;
}

/** An accepter has the id of what it accepts. */
function acceptedBy(resources: Resources, connection: Block): Block {
  const accepts = connection.type === "aws_vpc_peering_connection_accepter";
  return (accepts && resources.targets(connection, "vpc_peering_connection_id")[0]) || connection;
}

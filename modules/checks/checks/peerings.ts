/** Checks that peered VPCs do not overlap and have routes to each other. */
import { contains, isCidr, overlapping } from "@modules/core/cidr";
import type { Block } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { routesOf } from "../model/routes";
import type { PreparedStack } from "../prepare";

interface Peering {
  readonly path: string;
  /** Requester and accepter. */
  readonly vpcs: readonly [Block, Block];
}

/** Checks that peered VPCs do not overlap and have routes in both directions, in whichever stacks they are. */
export function peeringFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const peerings = new Map<Block, Peering>();
  for (const block of graph.of("aws_vpc_peering_connection")) {
    const [vpc] = graph.targets(block, "vpc_id");
    const [peer] = graph.targets(block, "peer_vpc_id");
    if (vpc && peer && isCidr(vpc.attributes.cidr_block) && isCidr(peer.attributes.cidr_block)) {
      peerings.set(block, { path: block.path, vpcs: [vpc, peer] });
    }
  }
  if (peerings.size === 0) {
    return [];
  }
  // A VPC peered with itself is reported as an overlap; routes to itself would be a second fault of the same cause.
  const distinct = new Map([...peerings].filter(([, { vpcs }]) => vpcs[0] !== vpcs[1]));
  return [...[...peerings.values()].flatMap(overlapFaults), ...routeFaults(graph, distinct)];
}

function overlapFaults({ path, vpcs }: Peering): string[] {
  return overlapping(vpcs, ({ attributes }) => attributes.cidr_block).map(
    ([one, other]) =>
      `${path}: must join VPCs that do not overlap, got ${one.path} (${one.attributes.cidr_block}) and ${other.path} (${other.attributes.cidr_block}); move one`,
  );
}

function routeFaults(graph: ResourceGraph, peerings: ReadonlyMap<Block, Peering>): string[] {
  const faults: string[] = [];
  /** VPCs with a route through each peering. */
  const routed = new Map<Peering, Set<Block>>([...peerings.values()].map((peering) => [peering, new Set<Block>()]));
  for (const { path, table, destination, peering: connection } of routesOf(graph)) {
    const peering = connection && peerings.get(acceptedBy(graph, connection));
    const [from] = graph.targets(table, "vpc_id");
    if (!peering || !from) {
      continue;
    }
    const to = peering.vpcs.find((vpc) => vpc !== from)!;
    const { cidr_block } = to.attributes;
    if (!peering.vpcs.includes(from)) {
      faults.push(`${path}: must be in a route table of a VPC that is peered, got ${from.path}; peer that VPC too`);
    } else if (isCidr(destination) && !contains(cidr_block, destination)) {
      faults.push(`${path}: must route to addresses of the peer, ${cidr_block}, got ${destination}; narrow it`);
    } else {
      routed.get(peering)!.add(from);
    }
  }
  for (const [{ path, vpcs }, from] of routed) {
    for (const vpc of vpcs.filter((one) => !from.has(one))) {
      const other = vpcs.find((one) => one !== vpc)!;
      faults.push(
        `${path}: must have routes in both directions, got none from ${vpc.path} to ${other.path}; add a route to ${other.attributes.cidr_block}`,
      );
    }
  }
  return faults;
}

/** The connection that an accepter accepts, which has the accepter's id; for a connection, itself. */
function acceptedBy(graph: ResourceGraph, connection: Block): Block {
  const accepts = connection.type === "aws_vpc_peering_connection_accepter";
  return (accepts && graph.targets(connection, "vpc_peering_connection_id")[0]) || connection;
}

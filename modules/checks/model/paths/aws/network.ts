/** The hosts of all stacks, with the filters and routes between them. */
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import type { Block } from "../../blocks";
import { type ResourceGraph, resourceGraph } from "../../resources";
import { mainTablesOf, TABLES } from "../../routes";
import { groupBy, list, once, valuesAt } from "../../values";
import { PRIVATE, type Range, rangeOf } from "../ranges";
import type { Host, Route, Subnet, Way } from "../traffic";
import { type AwsGroup, aclsOf, groupsOf, OPEN_ACL } from "./filters";
import { placedHosts } from "./hosts";

export interface AwsHost extends Host {
  readonly block: Block;
}

export interface AwsNetwork {
  readonly hosts: readonly AwsHost[];
  readonly groups: ReadonlyMap<Block, AwsGroup>;
  /** VPCs that each VPC can reach, with itself. */
  readonly neighbors: ReadonlyMap<string, ReadonlySet<string>>;
  readonly vpcRanges: readonly Range[];
  /** Addresses of a prefix list of AWS, whose entries no stack knows: a range that stands for them. */
  readonly listRange: (id: string) => Range;
}

/** `<stack id> <address>`, by which statements name a host. */
export function placeOf({ stack, address }: Block): string {
  return `${stack.id} ${address}`;
}

/** Whether hosts share a VPC, or have VPCs with a route between them. */
export function isNear({ neighbors }: AwsNetwork, one: Host, other: Host): boolean {
  return one.subnets.some(({ vpc }) => other.subnets.some((subnet) => neighbors.get(vpc)?.has(subnet.vpc)));
}

/** Routes that Terraform does not show, such as those that a VPN propagates, lead to private networks. */
const PROPAGATED: readonly Route[] = PRIVATE.map((destination) => ({ destination, way: { kind: "other" } }));

/** Ranges that nobody uses stand for the prefix lists of AWS. */
function listRanges(): (id: string) => Range {
  const known = new Map<string, Range>();
  return (id) => {
    const range = known.get(id) ?? rangeOf(`240.${known.size}.0.0/16`)!;
    known.set(id, range);
    return range;
  };
}

export const awsNetwork = once((stacks: ConstructorParameters<typeof ResourceGraph>[0]): AwsNetwork => {
  const graph = resourceGraph(stacks);
  const listRange = listRanges();
  const groups = groupsOf(graph, listRange);
  const subnets = subnetsOf(graph);
  const hosts = placedHosts(graph).map(({ block, isPublic, ...host }): AwsHost => {
    const own = host.groups.map((group) => groups.get(group)).filter((group) => group !== undefined);
    return {
      id: block.path,
      block,
      subnets: host.subnets.map((subnet) => subnets.get(subnet)).filter((subnet) => subnet !== undefined),
      groups: own.length > 0 ? own : undefined,
      isPublic,
    };
  });
  const neighbors = new Map<string, Set<string>>();
  for (const { vpc, routes } of subnets.values()) {
    const near = neighbors.get(vpc) ?? new Set([vpc]);
    for (const { way } of routes) {
      if (way.kind === "peering") {
        near.add(way.vpc);
      }
    }
    neighbors.set(vpc, near);
  }
  const vpcRanges = graph.of("aws_vpc").flatMap((vpc) => localRanges(graph, vpc));
  return { hosts: hosts.filter((host) => host.subnets.length > 0), groups, neighbors, vpcRanges, listRange };
});

function subnetsOf(graph: ResourceGraph): Map<Block, Subnet> {
  const acls = aclsOf(graph);
  const blocks = graph
    .of("aws_subnet", "aws_default_subnet")
    .filter(({ attributes }) => rangeOf(attributes.cidr_block));
  const made = new Map<Block, Subnet & { routes: Route[] }>();
  for (const block of blocks) {
    const vpc = graph.targets(block, "vpc_id")[0];
    made.set(block, {
      id: block.path,
      vpc: vpc?.path ?? `${block.stack.id} ${block.attributes.vpc_id}`,
      range: rangeOf(block.attributes.cidr_block)!,
      ...(acls.get(block) ?? OPEN_ACL),
      routes: [
        ...PROPAGATED,
        ...localRanges(graph, vpc).map((destination): Route => ({ destination, way: { kind: "local" } })),
      ],
    });
  }
  const tables = routesByTable(graph, made);
  const associated = new Map(
    graph
      .of("aws_route_table_association")
      .map((one) => [graph.targets(one, "subnet_id")[0], graph.targets(one, "route_table_id")[0]] as const),
  );
  const main = mainTablesOf(graph);
  for (const [block, subnet] of made) {
    const vpc = graph.targets(block, "vpc_id")[0];
    const used = associated.has(block) ? [associated.get(block)] : [vpc, vpc && main.get(vpc)];
    subnet.routes.push(...used.flatMap((table) => (table && tables.get(table)) ?? []));
  }
  return made;
}

function localRanges(graph: ResourceGraph, vpc: Block | undefined): Range[] {
  const more = graph
    .of("aws_vpc_ipv4_cidr_block_association")
    .filter((one) => graph.targets(one, "vpc_id")[0] === vpc)
    .map(({ attributes }) => attributes.cidr_block);
  return [vpc?.attributes.cidr_block, ...more].map(rangeOf).filter((range) => range !== undefined);
}

/** Routes by table; those of a main table that is named by its VPC have the VPC as their table. */
function routesByTable(graph: ResourceGraph, subnets: ReadonlyMap<Block, Subnet>): Map<Block, Route[]> {
  const separate = graph.of("aws_route").map((block) => ({
    block,
    table: graph.targets(block, "route_table_id")[0],
    attributes: block.attributes,
  }));
  const inline = graph
    .of(...TABLES)
    .flatMap((table) => list(table.attributes.route).map((attributes) => ({ block: table, table, attributes })));
  const found = [...separate, ...inline].flatMap(({ block, table, attributes }) => {
    const { destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block } = attributes;
    const range = [destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block]
      .map(rangeOf)
      .find((one) => one !== undefined);
    const vpc = table && (graph.targets(table, "vpc_id")[0] ?? table);
    return table && vpc && range
      ? [{ table, route: { destination: range, way: wayOf(graph, block, attributes, vpc, subnets) } }]
      : [];
  });
  return new Map(
    [...groupBy(found, ({ table }) => table)].map(([table, entries]) => [table, entries.map(({ route }) => route)]),
  );
}

function wayOf(
  graph: ResourceGraph,
  { stack }: Block,
  attributes: Block["attributes"],
  vpc: Block,
  subnets: ReadonlyMap<Block, Subnet>,
): Way {
  const { gateway_id, nat_gateway_id, vpc_peering_connection_id } = attributes;
  if (vpc_peering_connection_id) {
    const named = graph.target(stack, vpc_peering_connection_id);
    const peering = (named && graph.targets(named, "vpc_peering_connection_id")[0]) ?? named;
    const ends = peering ? ["vpc_id", "peer_vpc_id"].flatMap((end) => graph.targets(peering, end)) : [];
    return { kind: "peering", vpc: ends.find((end) => end !== vpc)?.path ?? "" };
  }
  if (nat_gateway_id) {
    const gateway = graph.target(stack, nat_gateway_id);
    const [subnet] = gateway ? graph.targets(gateway, "subnet_id") : [];
    return { kind: "nat", subnet: subnet && subnets.get(subnet) };
  }
  const internet = gateway_id && graph.target(stack, gateway_id)?.type !== "aws_vpn_gateway";
  return { kind: internet ? "internet" : "other" };
}

/** Ports that clients connect to: the port of a store, the listeners of a load balancer. */
export function portsOf(graph: ResourceGraph, block: Block): number[] {
  const { type, attributes } = block;
  if (type === "aws_lb") {
    return graph
      .of("aws_lb_listener")
      .filter((listener) => graph.targets(listener, "load_balancer_arn")[0] === block)
      .map((listener) => Number(listener.attributes.port));
  }
  const port = valuesAt(attributes, "port")[0] ?? DEFAULT_PORTS[String(attributes.engine ?? type)];
  return port === undefined ? [] : [Number(port)];
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  aurora: 3306,
  "aurora-mysql": 3306,
  "aurora-postgresql": POSTGRES_PORT,
  aws_db_instance: POSTGRES_PORT,
  aws_efs_mount_target: 2049,
  aws_eks_cluster: 443,
  aws_elasticache_cluster: REDIS_PORT,
  aws_elasticache_replication_group: REDIS_PORT,
  aws_instance: 22,
  aws_rds_cluster: POSTGRES_PORT,
  aws_vpc_endpoint: 443,
  mysql: 3306,
  postgres: POSTGRES_PORT,
  redis: REDIS_PORT,
};

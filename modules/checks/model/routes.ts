/** Routes of VPCs, written as `aws_route` or inside their route table. */
import type { Json } from "../json";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { isOpenRange } from "./security-groups";
import { groupBy, list } from "./values";

export interface RouteTo {
  readonly path: string;
  readonly table: Block;
  /** IPv4 or IPv6 address range. */
  readonly destination: string;
  /** Whether the target is an internet gateway. */
  readonly internet: boolean;
  readonly peering: Block | undefined;
  readonly natGateway: Block | undefined;
}

export const TABLES = ["aws_route_table", "aws_default_route_table"];

export function routesOf(graph: ResourceGraph): RouteTo[] {
  const route = (block: Block, table: Block | undefined, attributes: Json): RouteTo[] => {
    const { destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block } = attributes;
    const destination = [destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block].find(
      Boolean,
    );
    const { gateway_id, nat_gateway_id, vpc_peering_connection_id } = attributes;
    return table && destination
      ? [
          {
            path: block.path,
            table,
            destination,
            internet: !!gateway_id && graph.target(block.stack, gateway_id)?.type !== "aws_vpn_gateway",
            peering: graph.target(block.stack, vpc_peering_connection_id),
            natGateway: graph.target(block.stack, nat_gateway_id),
          },
        ]
      : [];
  };
  return [
    ...graph
      .of("aws_route")
      .flatMap((block) => route(block, graph.target(block.stack, block.attributes.route_table_id), block.attributes)),
    ...graph
      .of(...TABLES)
      .flatMap((table) => list(table.attributes.route).flatMap((attributes) => route(table, table, attributes))),
  ];
}

/**
 * Default routes by the subnet they serve, also those written as parts of the world, such as `0.0.0.0/1` and
 * `128.0.0.0/1`. A subnet without an association uses the main route table of its VPC.
 */
export function defaultRoutesOf(graph: ResourceGraph): Map<Block, RouteTo[]> {
  const defaultRoutes = routesOf(graph).filter(({ destination }) => isOpenRange(destination));
  const byTable = groupBy(defaultRoutes, ({ table }) => table);
  const associated = new Map<Block, Block | undefined>();
  for (const { stack, attributes } of graph.of("aws_route_table_association")) {
    const subnet = graph.target(stack, attributes.subnet_id);
    if (subnet) {
      associated.set(subnet, graph.target(stack, attributes.route_table_id));
    }
  }
  const main = mainTablesOf(graph);
  const served = new Map<Block, RouteTo[]>();
  for (const subnet of graph.of("aws_subnet", "aws_default_subnet")) {
    const vpc = graph.target(subnet.stack, subnet.attributes.vpc_id);
    // A route that names `main_route_table_id` of a VPC has the VPC as its table.
    const tables = associated.has(subnet) ? [associated.get(subnet)] : [vpc, vpc && main.get(vpc)];
    const routes = tables.flatMap((table) => (table && byTable.get(table)) ?? []);
    if (routes.length > 0) {
      served.set(subnet, routes);
    }
  }
  return served;
}

/** Main route tables by VPC. */
export function mainTablesOf(graph: ResourceGraph): Map<Block, Block> {
  const main = new Map<Block, Block>();
  for (const table of graph.of("aws_default_route_table")) {
    const vpc = graph.target(table.stack, table.attributes.default_route_table_id);
    if (vpc) {
      main.set(vpc, table);
    }
  }
  for (const { stack, attributes } of graph.of("aws_main_route_table_association")) {
    const vpc = graph.target(stack, attributes.vpc_id);
    const table = graph.target(stack, attributes.route_table_id);
    if (vpc && table) {
      main.set(vpc, table);
    }
  }
  return main;
}

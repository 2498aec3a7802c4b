/** The routes of all tables, whether resources of their own or inside their table. */
import type { Json } from "../../json";
import type { Block } from "./blocks";
import { list, type Resources } from "./resources";

export interface RouteTo {
  readonly path: string;
  readonly table: Block;
  /** Block of IPv4 or IPv6 addresses. */
  readonly destination: string;
  /** It ends at an internet gateway. */
  readonly internet: boolean;
  readonly peering: Block | undefined;
}

const TABLES = ["aws_route_table", "aws_default_route_table"];

export function routesOf(resources: Resources): RouteTo[] {
  const route = (block: Block, table: Block | undefined, attributes: Json): RouteTo[] => {
    const { destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block } = attributes;
    const destination = [destination_cidr_block, cidr_block, destination_ipv6_cidr_block, ipv6_cidr_block].find(
      Boolean,
    );
    const { gateway_id, vpc_peering_connection_id } = attributes;
    return table && destination
      ? [
          {
            path: block.path,
            table,
            destination,
            internet: !!gateway_id && resources.target(block.stack, gateway_id)?.type !== "aws_vpn_gateway",
            peering: resources.target(block.stack, vpc_peering_connection_id),
          },
        ]
      : [];
  };
  return [
    ...resources
      .of("aws_route")
      .flatMap((block) =>
        route(block, resources.target(block.stack, block.attributes.route_table_id), block.attributes),
      ),
    ...resources
      .of(...TABLES)
      .flatMap((table) => list(table.attributes.route).flatMap((attributes) => route(table, table, attributes))),
  ];
}

/** The routes to everywhere by the subnet they serve; without a table of its own a subnet has the VPC's. */
export function defaultRoutesOf(resources: Resources): Map<Block, RouteTo[]> {
  const byTable = new Map<Block, RouteTo[]>();
  for (const route of routesOf(resources).filter(({ destination }) => destination.endsWith("/0"))) {
    byTable.set(route.table, [...(byTable.get(route.table) ?? []), route]);
  }
  const own = new Map<Block, Block | undefined>();
  for (const { stack, attributes } of resources.of("aws_route_table_association")) {
    const subnet = resources.target(stack, attributes.subnet_id);
    if (subnet) {
      own.set(subnet, resources.target(stack, attributes.route_table_id));
    }
  }
  const main = mainTablesOf(resources);
  const ways = new Map<Block, RouteTo[]>();
  for (const subnet of resources.of("aws_subnet", "aws_default_subnet")) {
    const vpc = resources.target(subnet.stack, subnet.attributes.vpc_id);
    // A route that names the main table of a VPC by an attribute of the VPC has that for its table.
    const tables = own.has(subnet) ? [own.get(subnet)] : [vpc, vpc && main.get(vpc)];
    const routes = tables.flatMap((table) => (table && byTable.get(table)) ?? []);
    if (routes.length > 0) {
      ways.set(subnet, routes);
    }
  }
  return ways;
}

/** Tables that serve the subnets without one of their own, by VPC. */
function mainTablesOf(resources: Resources): Map<Block, Block> {
  const main = new Map<Block, Block>();
  for (const table of resources.of("aws_default_route_table")) {
    const vpc = resources.target(table.stack, table.attributes.default_route_table_id);
    if (vpc) {
      main.set(vpc, table);
    }
  }
  for (const { stack, attributes } of resources.of("aws_main_route_table_association")) {
    const vpc = resources.target(stack, attributes.vpc_id);
    const table = resources.target(stack, attributes.route_table_id);
    if (vpc && table) {
      main.set(vpc, table);
    }
  }
  return main;
}

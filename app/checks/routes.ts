/** The routes of all tables, whether resources of their own or inside their table. */
import type { Json } from "../json";
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
  const ways = new Map<Block, RouteTo[]>();
  for (const { stack, attributes } of resources.of("aws_route_table_association")) {
    const subnet = resources.target(stack, attributes.subnet_id);
    const table = resources.target(stack, attributes.route_table_id);
    const routes = table && byTable.get(table);
    if (subnet && routes) {
      ways.set(subnet, routes);
    }
  }
  return ways;
}

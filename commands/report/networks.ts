/** The networks as people draw them: tiers of subnets across availability zones, what is in them, and the ways out. */
import type { Block } from "@modules/checks/model/blocks";
import { placedHosts } from "@modules/checks/model/paths/aws/hosts";
import { regionOf } from "@modules/checks/model/places";
import { type ResourceGraph, resourceGraph } from "@modules/checks/model/resources";
import { defaultRoutesOf, type RouteTo } from "@modules/checks/model/routes";
import { groupBy } from "@modules/checks/model/values";
import { googleNetworks } from "./google-networks";
import type { Gateway, HostBar, Network, SubnetCell, Tier } from "./model/networks";
import type { Registry } from "./registry";
import { environmentOf } from "./stacks";

/** Tiers of subnets in the order of the drawing, from the edge to the data. */
const KINDS = ["public", "private", "isolated"];

export function networks(registry: Registry, environments: readonly string[]): Network[] {
  const graph = resourceGraph(registry.stacks);
  return [...awsNetworks(registry, graph, environments), ...googleNetworks(registry, graph, environments)];
}

function awsNetworks(registry: Registry, graph: ResourceGraph, environments: readonly string[]): Network[] {
  const routes = defaultRoutesOf(graph);
  const subnets = groupBy(graph.of("aws_subnet"), (subnet) => graph.targets(subnet, "vpc_id")[0]);
  const hosts = placedHosts(graph).filter(({ block }) => block.type !== "aws_vpc_endpoint");
  return graph.of("aws_vpc").map((vpc): Network => {
    const own = subnets.get(vpc) ?? [];
    return {
      environment: environments.indexOf(environmentOf(vpc.stack)),
      cloud: "aws",
      region: regionOf(vpc) ?? "",
      resource: registry.resource(vpc),
      name: vpc.attributes.tags?.Name ?? vpc.name,
      cidr: String(vpc.attributes.cidr_block),
      zones: [...new Set(own.map(zoneOf))].sort(),
      tiers: [...groupBy(own, tierName)]
        .map(([name, cells]): Tier => {
          const bars = hosts.flatMap((host): HostBar[] => {
            const zones = host.subnets.filter((subnet) => cells.includes(subnet)).map(zoneOf);
            return zones.length > 0
              ? [
                  {
                    resource: registry.resource(host.block),
                    zones: [...new Set(zones)].sort(),
                    isPublic: host.isPublic,
                  },
                ]
              : [];
          });
          return {
            name,
            kind: cells[0]!.attributes.tags?.Tier ?? "private",
            subnets: cells.map(
              (subnet): SubnetCell => ({
                resource: registry.resource(subnet),
                zone: zoneOf(subnet),
                cidr: String(subnet.attributes.cidr_block),
                way: wayOf(graph, routes.get(subnet) ?? []),
              }),
            ),
            hosts: bars.sort((a, b) => b.zones.length - a.zones.length),
          };
        })
        .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1)),
      gateways: gatewaysOf(registry, graph, vpc),
    };
  });
}

function zoneOf({ attributes }: Block): string {
  return String(attributes.availability_zone ?? "");
}

/** The name of a subnet without that of its network and its zone, such as "database". */
function tierName(subnet: Block): string {
  const id =
    subnet.path.split("/").at(-1) === "Default" ? subnet.path.split("/").at(-2) : subnet.path.split("/").at(-1);
  return String(id).replace(`-${zoneOf(subnet)}`, "");
}

function wayOf(graph: ResourceGraph, routes: readonly RouteTo[]): string {
  const ways = routes.map(({ internet, natGateway, peering }) => {
    const zone = natGateway && graph.targets(natGateway, "subnet_id").map(zoneOf)[0];
    return internet
      ? "internet gateway"
      : natGateway
        ? `NAT gateway in ${zone}`
        : peering
          ? "peering"
          : "another gateway";
  });
  return [...new Set(ways)].join(", ") || "no default route";
}

function gatewaysOf(registry: Registry, graph: ResourceGraph, vpc: Block): Gateway[] {
  const inVpc = (type: string, path: string) => graph.of(type).filter((one) => graph.targets(one, path)[0] === vpc);
  const vpcOfSubnet = (block: Block, path: string) =>
    graph.targets(block, path).some((subnet) => graph.targets(subnet, "vpc_id")[0] === vpc);
  const named = (block: Block) => String(block.attributes.tags?.Name ?? block.name);
  const peerings = graph
    .of("aws_vpc_peering_connection")
    .map((block) => ({ block, ends: ["vpc_id", "peer_vpc_id"].flatMap((end) => graph.targets(block, end)) }))
    .filter(({ ends }) => ends.includes(vpc));
  return [
    ...inVpc("aws_internet_gateway", "vpc_id").map(
      (block): Gateway => ({ resource: registry.resource(block), kind: "internet", label: named(block) }),
    ),
    ...graph
      .of("aws_nat_gateway")
      .filter((block) => vpcOfSubnet(block, "subnet_id"))
      .map((block): Gateway => {
        const zone = graph.targets(block, "subnet_id").map(zoneOf)[0];
        return { resource: registry.resource(block), kind: "nat", label: named(block), ...(zone && { zone }) };
      }),
    ...inVpc("aws_vpc_endpoint", "vpc_id").map(
      (block): Gateway => ({
        resource: registry.resource(block),
        kind: "endpoint",
        label: String(block.attributes.service_name).split(".").slice(3).join("."),
      }),
    ),
    ...peerings.map(({ block, ends }): Gateway => {
      const other = ends.find((end) => end !== vpc);
      const label = other ? `${other.attributes.tags?.Name ?? other.name}, ${other.attributes.cidr_block}` : "";
      return { resource: registry.resource(block), kind: "peering", label };
    }),
    ...graph
      .of("aws_ec2_client_vpn_endpoint")
      .filter((block) => graph.targets(block, "vpc_id")[0] === vpc)
      .map((block): Gateway => ({ resource: registry.resource(block), kind: "vpn", label: named(block) })),
  ];
}

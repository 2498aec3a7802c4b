/** The networks of Google Cloud: subnetworks, what is in them, and the services that are peered with them. */
import type { Block } from "@modules/checks/model/blocks";
import type { ResourceGraph } from "@modules/checks/model/resources";
import type { Gateway, HostBar, Network, Tier } from "./model/networks";
import type { Registry } from "./registry";
import { environmentOf } from "./stacks";

/** Types in subnetworks, with the argument that names the subnetwork. */
const IN_SUBNETWORKS = {
  google_container_cluster: "subnetwork",
  google_compute_instance_template: "network_interface.subnetwork",
  google_compute_region_instance_template: "network_interface.subnetwork",
  google_compute_instance: "network_interface.subnetwork",
} as const;

/** Types of peered services, with the argument that names the network. */
const IN_NETWORKS = {
  google_sql_database_instance: "settings.ip_configuration.private_network",
  google_redis_instance: "authorized_network",
} as const;

export function googleNetworks(registry: Registry, graph: ResourceGraph, environments: readonly string[]): Network[] {
  return graph.of("google_compute_network").map((network): Network => {
    const subnetworks = graph.of("google_compute_subnetwork").filter((one) => isOf(graph, one, "network", network));
    const routers = graph.of("google_compute_router").filter((one) => isOf(graph, one, "network", network));
    const nats = graph
      .of("google_compute_router_nat")
      .filter((one) => graph.targets(one, "router").some((router) => routers.includes(router)));
    const regions = [...new Set(subnetworks.map(regionOf))].sort();
    const services = servicesIn(registry, graph, network, regions);
    return {
      environment: environments.indexOf(environmentOf(network.stack)),
      cloud: "google",
      region: regions.join(", "),
      resource: registry.resource(network),
      name: String(network.attributes.name),
      cidr: "",
      zones: regions,
      tiers: [
        ...subnetworks.map(
          (subnet): Tier => ({
            name: subnet.path.split("/").at(-1)!,
            kind: "private",
            subnets: [
              {
                resource: registry.resource(subnet),
                zone: regionOf(subnet),
                cidr: String(subnet.attributes.ip_cidr_range),
                way: nats.length > 0 ? "Cloud NAT" : "default route of the network",
              },
            ],
            hosts: hostsIn(registry, graph, subnet),
          }),
        ),
        ...(services.length > 0
          ? [{ name: "private services", kind: "isolated", subnets: [], hosts: services } satisfies Tier]
          : []),
      ],
      gateways: [
        ...nats.map(
          (block): Gateway => ({
            resource: registry.resource(block),
            kind: "nat",
            label: String(block.attributes.name),
          }),
        ),
        ...graph
          .of("google_service_networking_connection")
          .filter((one) => isOf(graph, one, "network", network))
          .map(
            (block): Gateway => ({
              resource: registry.resource(block),
              kind: "peering",
              label: String(block.attributes.service),
            }),
          ),
      ],
    };
  });
}

/** Whether an argument names the network, or a connection of the network to services. */
function isOf(graph: ResourceGraph, block: Block, path: string, network: Block): boolean {
  return graph
    .targets(block, path)
    .flatMap((one) => (one.type === "google_service_networking_connection" ? graph.targets(one, "network") : [one]))
    .includes(network);
}

function regionOf({ attributes }: Block): string {
  return String(attributes.region ?? "");
}

function hostsIn(registry: Registry, graph: ResourceGraph, subnet: Block): HostBar[] {
  return Object.entries(IN_SUBNETWORKS).flatMap(([type, path]) =>
    graph
      .of(type)
      .filter((block) => graph.targets(block, path).includes(subnet))
      .map((block): HostBar => ({ resource: registry.resource(block), zones: [regionOf(subnet)], isPublic: false })),
  );
}

function servicesIn(registry: Registry, graph: ResourceGraph, network: Block, regions: readonly string[]): HostBar[] {
  return Object.entries(IN_NETWORKS).flatMap(([type, path]) =>
    graph
      .of(type)
      .filter((block) => isOf(graph, block, path, network))
      .map((block): HostBar => ({ resource: registry.resource(block), zones: regions, isPublic: false })),
  );
}

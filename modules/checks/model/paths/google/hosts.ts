/** Machines and managed services in the VPCs of Google Cloud, by type. */
import type { Json } from "../../../json";
import type { Block } from "../../blocks";
import type { ResourceGraph } from "../../resources";
import { list, nested, valuesAt } from "../../values";
import { EVERYWHERE, PRIVATE, type Range, rangeOf } from "../ranges";
import { accountsOf, nodesOf, secondaryRange, tagsOf } from "./firewall";
import type { Mark } from "./traffic";

export interface PlacedHost {
  readonly block: Block;
  readonly interfaces: readonly Interface[];
  readonly marks: readonly Mark[];
  readonly isPublic: boolean;
  /** Clients that a managed service admits. @default a machine */
  readonly admits?: readonly Range[];
}

/** Addresses of one kind that a host has in a network. */
export interface Interface {
  /** Undefined outside of all VPCs. */
  readonly network: Block | undefined;
  readonly range: Range;
  readonly isAlias: boolean;
  /** Subnet of a machine. @default the network of a managed service's producer */
  readonly subnet?: Block;
}

const MANAGERS = ["google_compute_instance_group_manager", "google_compute_region_instance_group_manager"];
const TEMPLATES = ["google_compute_instance_template", "google_compute_region_instance_template"];

export function placedHosts(graph: ResourceGraph): PlacedHost[] {
  return [...instances(graph), ...nodePools(graph), ...controlPlanes(graph), ...stores(graph)];
}

/** Instances, groups of instances from a template, and templates without a group. */
function instances(graph: ResourceGraph): PlacedHost[] {
  const groups = graph
    .of(...MANAGERS)
    .flatMap((block) => graph.targets(block, "version.instance_template").map((template) => ({ block, template })));
  const used = new Set(groups.map(({ template }) => template));
  // The address of an external passthrough load balancer leads to its instances.
  const balanced = new Set(
    graph
      .of("google_compute_region_backend_service")
      .filter(({ attributes }) => attributes.load_balancing_scheme === "EXTERNAL")
      .flatMap((service) => graph.targets(service, "backend.group"))
      .flatMap((group) => [group, ...graph.targets(group, "instances")]),
  );
  const alone = graph.of("google_compute_instance", ...TEMPLATES).filter((block) => !used.has(block));
  return [...groups, ...alone.map((block) => ({ block, template: block }))].map(({ block, template }) => {
    const { tags, service_account, network_interface } = template.attributes;
    return {
      block,
      interfaces: list(network_interface).flatMap((one) => interfacesOf(graph, template, one)),
      marks: [...tagsOf(tags), ...accountsOf(graph, template, nested(service_account).email)],
      isPublic:
        balanced.has(block) || list(network_interface).some(({ access_config }) => list(access_config).length > 0),
    };
  });
}

/** Addresses that Google gives the subnets of a network that makes them itself. */
const OWN_SUBNETS = rangeOf("10.128.0.0/9")!;

function interfacesOf(
  graph: ResourceGraph,
  { stack }: Block,
  { network, subnetwork, alias_ip_range }: Json,
): Interface[] {
  const subnet = graph.target(stack, subnetwork);
  const aliases = list(alias_ip_range).map(
    ({ subnetwork_range_name, ip_cidr_range }) =>
      rangeOf(ip_cidr_range) ?? secondaryRange(subnet, subnetwork_range_name),
  );
  const named = subnetwork ? undefined : networkOf(graph, graph.target(stack, network));
  return subnet
    ? inSubnet(graph, subnet, aliases)
    : named
      ? [{ network: named, range: OWN_SUBNETS, isAlias: false }]
      : [];
}

function inSubnet(graph: ResourceGraph, subnet: Block, aliases: readonly (Range | undefined)[]): Interface[] {
  const network = networkOf(graph, graph.targets(subnet, "network")[0]);
  const range = rangeOf(subnet.attributes.ip_cidr_range);
  return network && range
    ? [
        { network, range, isAlias: false, subnet },
        ...aliases.flatMap((alias) => (alias ? [{ network, range: alias, isAlias: true, subnet }] : [])),
      ]
    : [];
}

/** The network, or that of its connection to managed services. */
function networkOf(graph: ResourceGraph, named: Block | undefined): Block | undefined {
  return named?.type === "google_service_networking_connection" ? graph.targets(named, "network")[0] : named;
}

/** Nodes of a cluster, with the alias addresses of their pods. */
function nodePools(graph: ResourceGraph): PlacedHost[] {
  return graph.of("google_container_node_pool").flatMap((block) => {
    const [cluster] = graph.targets(block, "cluster");
    const [subnet] = cluster ? graph.targets(cluster, "subnetwork") : [];
    if (!cluster || !subnet) {
      return [];
    }
    const { tags, service_account } = nested(block.attributes.node_config);
    const { pod_range, enable_private_nodes } = nested(block.attributes.network_config);
    const { ip_allocation_policy, private_cluster_config } = cluster.attributes;
    const pods = pod_range ?? nested(ip_allocation_policy).cluster_secondary_range_name;
    return [
      {
        block,
        interfaces: inSubnet(graph, subnet, [secondaryRange(subnet, pods)]),
        marks: [...tagsOf(tags), ...accountsOf(graph, block, service_account), nodesOf(cluster)],
        isPublic: (enable_private_nodes ?? nested(private_cluster_config).enable_private_nodes) !== true,
      },
    ];
  });
}

/**
 * Control planes, which admit their nodes and pods, and the networks that the cluster authorizes.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
 */
function controlPlanes(graph: ResourceGraph): PlacedHost[] {
  return graph.of("google_container_cluster").flatMap((block) => {
    const {
      private_cluster_config,
      master_authorized_networks_config: authorized,
      ip_allocation_policy,
    } = block.attributes;
    const { master_ipv4_cidr_block, enable_private_endpoint } = nested(private_cluster_config);
    const range = rangeOf(master_ipv4_cidr_block);
    const network = networkOf(graph, graph.targets(block, "network")[0]);
    const [subnet] = graph.targets(block, "subnetwork");
    const own = [
      rangeOf(subnet?.attributes.ip_cidr_range),
      secondaryRange(subnet, nested(ip_allocation_policy).cluster_secondary_range_name),
      ...valuesAt(authorized, "cidr_blocks.cidr_block").map(rangeOf),
    ].filter((one) => one !== undefined);
    return range && network
      ? [
          {
            block,
            interfaces: [{ network, range, isAlias: false }],
            marks: [],
            isPublic: enable_private_endpoint !== true,
            admits: list(authorized).length > 0 ? own : EVERYWHERE,
          },
        ]
      : [];
  });
}

/** Arguments that name the network and the range of addresses of a store. */
const STORES: Readonly<Record<string, { readonly network: string; readonly range: string }>> = {
  google_alloydb_cluster: { network: "network_config.network", range: "network_config.allocated_ip_range" },
  google_memcache_instance: { network: "authorized_network", range: "reserved_ip_range_id" },
  google_redis_instance: { network: "authorized_network", range: "reserved_ip_range" },
  google_sql_database_instance: {
    network: "settings.ip_configuration.private_network",
    range: "settings.ip_configuration.allocated_ip_range",
  },
};

export const GOOGLE_STORES = Object.keys(STORES);

/** The network in which a store has a private address. */
export function networkOfStore(graph: ResourceGraph, block: Block): Block | undefined {
  return networkOf(graph, graph.targets(block, STORES[block.type]!.network)[0]);
}

/** Stores with an address in a range that their network reserves for managed services. */
function stores(graph: ResourceGraph): PlacedHost[] {
  return Object.entries(STORES).flatMap(([type, { range }]) =>
    graph.of(type).map((block) => {
      const network = networkOfStore(graph, block);
      const name = valuesAt(block.attributes, range)[0];
      const { ipv4_enabled, authorized_networks } = nested(nested(block.attributes.settings).ip_configuration);
      // Cloud SQL makes a public address unless `ipv4_enabled` is false.
      const isPublic = type === "google_sql_database_instance" && ipv4_enabled !== false;
      const admitted = valuesAt(authorized_networks, "value").map((one) => rangeOf(one));
      return {
        block,
        interfaces: [
          ...(network ? reservedRanges(graph, network, name) : []).map((one) => ({
            network,
            range: one,
            isAlias: false,
          })),
          ...(!network && isPublic ? [{ network, range: CHOSEN, isAlias: false }] : []),
        ],
        marks: [],
        isPublic,
        admits: isPublic ? [...PRIVATE, ...admitted.filter((one) => one !== undefined)] : EVERYWHERE,
      };
    }),
  );
}

/** Stands for an address that Google chooses. */
const CHOSEN = rangeOf("240.0.0.0/32")!;

/** Ranges that a connection of the network to managed services reserves; of them, the one with the name. */
function reservedRanges(graph: ResourceGraph, network: Block, name: Json): Range[] {
  const written = rangeOf(name);
  const addresses = graph
    .of("google_service_networking_connection")
    .filter((one) => graph.targets(one, "network").includes(network))
    .flatMap((one) => graph.targets(one, "reserved_peering_ranges"));
  const found = addresses
    .filter(({ attributes }) => name === undefined || attributes.name === name)
    .map(({ attributes: { address, prefix_length } }) => rangeOf(`${address}/${prefix_length}`));
  return written ? [written] : found.filter((one) => one !== undefined);
}

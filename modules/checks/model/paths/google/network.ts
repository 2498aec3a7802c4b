/** The hosts of Google Cloud of all stacks, with the firewall, the routes and the NAT of each VPC. */
import { POSTGRES_PORT, REDIS_PORT, REDIS_TLS_PORT } from "@modules/core/ports";
import type { PreparedStack } from "../../../prepare";
import type { Block } from "../../blocks";
import { type ResourceGraph, resourceGraph } from "../../resources";
import { groupBy, list, once, valuesAt } from "../../values";
import { EVERYWHERE, PRIVATE, rangeOf } from "../ranges";
import { firewallRules, tagsOf } from "./firewall";
import { type Interface, placedHosts } from "./hosts";
import { type GoogleSide, inOrder, type Place, type StaticRoute, type Vpc } from "./traffic";

export interface GoogleHost extends GoogleSide {
  readonly block: Block;
}

export interface GoogleNetwork {
  /** Hosts; those in VPCs that no stack makes have no places. */
  readonly hosts: readonly GoogleHost[];
  /** VPCs by their network. */
  readonly vpcs: ReadonlyMap<Block, Vpc>;
  /** Proxies of regional and internal load balancers, which have subnets of their own, by VPC. */
  readonly proxies: ReadonlyMap<Vpc, GoogleSide>;
}

export const googleNetwork = once((stacks: readonly PreparedStack[]): GoogleNetwork => {
  const graph = resourceGraph(stacks);
  const vpcs = vpcsOf(graph);
  const hasNat = translated(graph);
  const hosts = placedHosts(graph).map(({ block, interfaces, marks, isPublic, admits }): GoogleHost => {
    const places = interfaces.flatMap((one): Place[] => {
      const vpc = one.network ? vpcs.get(one.network) : OUTSIDE;
      return vpc ? [{ vpc, range: one.range, isAlias: one.isAlias, hasNat: hasNat(one) }] : [];
    });
    return { id: block.path, block, places, marks: new Set(marks), isPublic, ...(admits ? { admits } : {}) };
  });
  return { hosts, vpcs, proxies: proxiesOf(graph, vpcs) };
});

/** Managed services without an address in a VPC. */
const OUTSIDE: Vpc = { id: "the internet", rules: [], routes: [], peers: new Set() };

/** Whether hosts share a VPC, or have VPCs that are peered. */
export function isNearInGoogle(one: GoogleSide, other: GoogleSide): boolean {
  return one.places.some(({ vpc }) =>
    other.places.some((place) => place.vpc !== OUTSIDE && (vpc === place.vpc || vpc.peers.has(place.vpc.id))),
  );
}

function vpcsOf(graph: ResourceGraph): Map<Block, Vpc> {
  const rules = groupBy(firewallRules(graph), ({ network }) => network);
  const routes = groupBy(graph.of("google_compute_route"), (route) => graph.targets(route, "network")[0]);
  const connected = networksWithRouters(graph);
  const peerings = graph.of("google_compute_network_peering").map((one) => ({
    from: graph.targets(one, "network")[0],
    to: graph.targets(one, "peer_network")[0],
  }));
  return new Map(
    graph.of("google_compute_network").map((network) => {
      const isMutual = (other: Block) => peerings.some(({ from, to }) => from === other && to === network);
      const peers = peerings.flatMap(({ from, to }) => (from === network && to && isMutual(to) ? [to.path] : []));
      const vpc: Vpc = {
        id: network.path,
        rules: inOrder((rules.get(network) ?? []).map(({ rule }) => rule)),
        routes: [
          ...(network.attributes.delete_default_routes_on_create === true ? [] : DEFAULT_ROUTES),
          ...(routes.get(network) ?? []).flatMap(routeOf),
          ...(connected.has(network) ? PROPAGATED : []),
        ],
        peers: new Set(peers),
      };
      return [network, vpc] as const;
    }),
  );
}

const DEFAULT_ROUTES: readonly StaticRoute[] = EVERYWHERE.map((destination) => ({
  destination,
  priority: 1000,
  way: "internet",
}));

/** Routes that a router learns from its peers lead to private networks. */
const PROPAGATED: readonly StaticRoute[] = PRIVATE.map((destination) => ({ destination, priority: 100, way: "other" }));

function networksWithRouters(graph: ResourceGraph): ReadonlySet<Block> {
  const routers = graph.of("google_compute_router_peer").flatMap((peer) => graph.targets(peer, "router"));
  return new Set(routers.flatMap((router) => graph.targets(router, "network")));
}

function routeOf({ attributes }: Block): StaticRoute[] {
  const { dest_range, priority = 1000, tags, next_hop_gateway } = attributes;
  const destination = rangeOf(dest_range);
  const targets = tagsOf(tags);
  return destination
    ? [
        {
          destination,
          priority: Number(priority),
          way: next_hop_gateway ? "internet" : "other",
          ...(targets.length > 0 ? { targets } : {}),
        },
      ]
    : [];
}

/**
 * Whether Cloud NAT translates addresses. Pods have the address of their node outside of the VPC, because GKE
 * translates them first: https://cloud.google.com/nat/docs/gke-example
 */
function translated(graph: ResourceGraph): (one: Interface) => boolean {
  const gateways = graph.of("google_compute_router_nat").flatMap((nat) => {
    const [router] = graph.targets(nat, "router");
    return router ? [{ nat, networks: graph.targets(router, "network") }] : [];
  });
  return ({ network, subnet }) =>
    gateways.some(({ nat, networks }) => {
      const { region, source_subnetwork_ip_ranges_to_nat: ranges } = nat.attributes;
      const isHere = network && networks.includes(network) && (!subnet || subnet.attributes.region === region);
      const named = list(nat.attributes.subnetwork).filter(({ name }) => graph.target(nat.stack, name) === subnet);
      const isNamed = valuesAt(named, "source_ip_ranges_to_nat").some((one) => one !== "LIST_OF_SECONDARY_IP_RANGES");
      return isHere && (ranges !== "LIST_OF_SUBNETWORKS" || isNamed);
    });
}

function proxiesOf(graph: ResourceGraph, vpcs: ReadonlyMap<Block, Vpc>): Map<Vpc, GoogleSide> {
  const subnets = graph
    .of("google_compute_subnetwork")
    .filter(({ attributes }) => /_MANAGED_PROXY$/.test(String(attributes.purpose)))
    .flatMap((subnet) => {
      const vpc = graph.targets(subnet, "network").map((network) => vpcs.get(network))[0];
      const range = rangeOf(subnet.attributes.ip_cidr_range);
      return vpc && range ? [{ vpc, range, isAlias: false, hasNat: false }] : [];
    });
  return new Map([...groupBy(subnets, ({ vpc }) => vpc)].map(([vpc, places]) => [vpc, proxiesIn(places)]));
}

/** Google manages the proxies: the firewall of the VPC does not filter what they send. */
export function proxiesIn(places: readonly Place[]): GoogleSide {
  return { id: "the subnet for proxies", places, marks: new Set(), isPublic: false, admits: [] };
}

/** TCP ports that clients connect to. */
export function googlePortsOf({ block: { type, attributes } }: GoogleHost): number[] {
  switch (type) {
    case "google_alloydb_cluster":
      return [POSTGRES_PORT];
    case "google_container_cluster":
      return [443];
    case "google_memcache_instance":
      return [11211];
    case "google_redis_instance":
      return [attributes.transit_encryption_mode === "SERVER_AUTHENTICATION" ? REDIS_TLS_PORT : REDIS_PORT];
    case "google_sql_database_instance":
      return [SQL_PORTS[String(attributes.database_version).split("_")[0]!] ?? POSTGRES_PORT, SQL_PROXY];
    default:
      return list(valuesAt(attributes, "named_port.port")).map(Number);
  }
}

const SQL_PORTS: Readonly<Record<string, number>> = { MYSQL: 3306, POSTGRES: POSTGRES_PORT, SQLSERVER: 1433 };

/** Port for the Cloud SQL Auth Proxy and the connectors. https://cloud.google.com/sql/docs/postgres/sql-proxy */
const SQL_PROXY = 3307;

/** Checks that firewalls of Google Cloud let through the connections that stacks declare, and the world to no data. */
import { googleTargets } from "../model/paths/google/backends";
import { googleConnect } from "../model/paths/google/connection";
import { GOOGLE_STORES, networkOfStore } from "../model/paths/google/hosts";
import { type GoogleHost, type GoogleNetwork, googleNetwork, googlePortsOf } from "../model/paths/google/network";
import {
  type FirewallRule,
  GOOGLE_NETWORKS,
  type GoogleSide,
  type Mark,
  type Place,
  type Vpc,
} from "../model/paths/google/traffic";
import { complement, intersection, overlaps, rangeOf, WORLD_RANGES } from "../model/paths/ranges";
import type { External, Traffic } from "../model/paths/traffic";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import type { PreparedStack } from "../prepare";

/** An address of the internet. */
const INTERNET: External = { id: "the internet", ranges: [rangeOf("198.51.100.0/24")!] };

/** Rules that the model of paths does not read. */
const POLICIES = [
  "google_compute_firewall_policy_rule",
  "google_compute_firewall_policy_with_rules",
  "google_compute_network_firewall_policy_rule",
  "google_compute_network_firewall_policy_with_rules",
  "google_compute_region_network_firewall_policy_rule",
  "google_compute_region_network_firewall_policy_with_rules",
];

/**
 * Checks the connections that stacks declare in the VPCs that they make:
 *
 * 1. A firewall rule names machines that exist, and what it allows gets through: no other rule denies it before.
 * 2. Load balancers and health checks reach the instances behind them, on their ports.
 * 3. Cloud NAT leads to the internet.
 * 4. Nodes reach the control plane of their cluster.
 * 5. A store has an address in its VPC, and neither the world nor a load balancer connects to it.
 */
export function googlePathFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const network = googleNetwork(stacks);
  return [
    ...graph
      .of(...POLICIES)
      .map(
        ({ path, type }) =>
          `${path}: must be a google_compute_firewall, because only its connections are checked, got ${type}; write the rule as one`,
      ),
    ...[...network.vpcs.values()].flatMap((vpc) => vpc.rules.flatMap((rule) => ruleFaults(network, vpc, rule))),
    ...targetFaults(graph, network),
    ...wayFaults(graph, network),
    ...storeFaults(graph, network),
  ];
}

function ruleFaults(network: GoogleNetwork, vpc: Vpc, rule: FirewallRule): string[] {
  const hosts = network.hosts.filter((host) => !host.admits && placesIn(host, vpc).length > 0);
  const having = (mark: Mark) => hosts.filter(({ marks }) => marks.has(mark));
  const faults = [...(rule.targets ?? []), ...rule.peerMarks]
    // GKE makes the rules of a cluster before the cluster has a node.
    .filter((mark) => !mark.startsWith("cluster ") && having(mark).length === 0)
    .map(
      (mark) =>
        `${rule.path}: must name machines of ${vpc.id}, got the ${wordsOf(mark)}, which none has; ${fixOf(hosts, mark)}`,
    );
  if (faults.length > 0 || !rule.allow || rule.direction === "egress") {
    return faults;
  }
  const servers = rule.targets ? hosts.filter(({ marks }) => rule.targets!.some((mark) => marks.has(mark))) : hosts;
  return [
    ...rule.peerMarks.flatMap((mark) => admissionFaults(rule, having(mark).map(withoutAliases), servers, "always")),
    ...rule.peers.flatMap((range) => {
      const sides = [...network.hosts, ...network.proxies.values()];
      const clients = sides.flatMap((side) => partIn(side, vpc, range));
      const own = sides.flatMap(({ places }) => places.map((place) => place.range));
      const outside: External = { id: "the network that it admits", ranges: complement(range, own) };
      // A service of Kubernetes leads the world to its nodes.
      const isOpen = WORLD_RANGES.some((world) => overlaps(world, range));
      const closed = servers.filter(({ marks }) => !isOpen || ![...marks].some((mark) => mark.startsWith("cluster ")));
      return admissionFaults(rule, [...clients, outside], closed, "sometimes");
    }),
  ];
}

/**
 * Clients that a rule names all get through to each of its machines. A range may hold addresses that other rules
 * deny, and must hold some that get through.
 */
function admissionFaults(
  { path, traffic }: FirewallRule,
  clients: readonly (GoogleSide | External)[],
  servers: readonly GoogleHost[],
  how: "always" | "sometimes",
): string[] {
  for (const server of servers) {
    for (const one of traffic) {
      const to = (client: GoogleSide | External) => googleConnect(client, server, trafficOf(one));
      const isThrough =
        how === "always"
          ? clients.every((client) => to(client).always)
          : clients.some((client) => to(client).sometimes);
      if (!isThrough) {
        const obstacle = clients.map((client) => to(client).obstacle).find(Boolean);
        return [
          `${path}: must let ${clients.map(({ id }) => id).join(" and ")} through to ${server.id}, got an obstacle: ${obstacle}; allow it there, or remove the rule`,
        ];
      }
    }
  }
  return [];
}

function trafficOf({ protocol, ports: [first] }: FirewallRule["traffic"][number]): Traffic {
  return protocol === "any" ? { protocol: "tcp", port: 443 } : { protocol, port: first };
}

function placesIn({ places }: GoogleHost, vpc: Vpc): readonly Place[] {
  return places.filter((place) => place.vpc === vpc);
}

function withoutAliases(host: GoogleHost): GoogleHost {
  return { ...host, places: host.places.filter(({ isAlias }) => !isAlias) };
}

/** The side with those of its addresses that are in a range, if it is in the VPC or in one that is peered with it. */
function partIn(side: GoogleSide, vpc: Vpc, range: Place["range"]): GoogleSide[] {
  const places = side.places
    .filter((place) => place.vpc === vpc || vpc.peers.has(place.vpc.id))
    .flatMap((place) => {
      const part = intersection(place.range, range);
      return part ? [{ ...place, range: part }] : [];
    });
  return places.length > 0 ? [{ ...side, places }] : [];
}

function wordsOf(mark: Mark): string {
  const [kind, ...name] = mark.split(" ");
  return `${kind === "tag" ? "network tag" : "service account"} ${name.join(" ")}`;
}

function fixOf(hosts: readonly GoogleHost[], mark: Mark): string {
  const [kind] = mark.split(" ");
  const known = [...new Set(hosts.flatMap(({ marks }) => [...marks]))].filter((one) => one.startsWith(`${kind} `));
  const names = known.map((one) => one.slice(kind!.length + 1)).sort();
  return names.length > 0
    ? `use one of ${names.join(", ")}, or remove the rule`
    : "give it to the machines, or remove the rule";
}

function targetFaults(graph: ResourceGraph, network: GoogleNetwork): string[] {
  return googleTargets(graph, network).flatMap(({ path, client, host, ports }) => {
    if (ports.length === 0) {
      return [`${path}: port_name must be a named port of ${host.id}, got none of its name; name the port there`];
    }
    return host.places.length === 0
      ? []
      : ports.flatMap((port) => unlessAlways(path, client, host, { protocol: "tcp", port }));
  });
}

function wayFaults(graph: ResourceGraph, { hosts }: GoogleNetwork): string[] {
  const planes = new Map(hosts.filter(isControlPlane).map((host) => [host.block, host]));
  return hosts
    .filter(({ admits }) => !admits)
    .flatMap((host) => {
      const translated = { ...host, places: host.places.filter(({ hasNat }) => hasNat) };
      const plane = graph.targets(host.block, "cluster").map((cluster) => planes.get(cluster))[0];
      const https = { protocol: "tcp", port: 443 } as const;
      return [
        ...(translated.places.length > 0 ? unlessAlways(host.id, translated, INTERNET, https) : []),
        ...(plane ? unlessAlways(plane.id, host, plane, https) : []),
      ];
    });
}

function isControlPlane({ block }: GoogleHost): boolean {
  return block.type === "google_container_cluster";
}

function unlessAlways(
  path: string,
  client: GoogleSide | External,
  server: GoogleHost | External,
  traffic: Traffic,
): string[] {
  const { always, obstacle } = googleConnect(client, server, traffic);
  return always
    ? []
    : [
        `${path}: must let ${client.id} through to ${server.id} on ${traffic.port}, got an obstacle: ${obstacle ?? `${client.id} has no address`}; allow it there`,
      ];
}

function storeFaults(graph: ResourceGraph, { hosts, vpcs }: GoogleNetwork): string[] {
  const world: External = { id: "the world", ranges: WORLD_RANGES };
  return hosts
    .filter(({ block }) => GOOGLE_STORES.includes(block.type))
    .flatMap((store) => {
      const network = networkOfStore(graph, store.block);
      return network && vpcs.has(network) && store.places.length === 0
        ? [
            `${store.id}: must have addresses that ${network.path} reserves for managed services, got none; name a range of its google_service_networking_connection`,
          ]
        : reachFaults(store, world);
    });
}

function reachFaults(store: GoogleHost, world: External): string[] {
  return googlePortsOf(store).flatMap((port) =>
    [world, ...GOOGLE_NETWORKS].flatMap((client) => {
      const { witness } = googleConnect(client, store, { protocol: "tcp", port });
      return witness
        ? [`${store.id}: must not be reached from ${client.id}, got ${witness}; admit the networks of its clients`]
        : [];
    }),
  );
}

/** Groups of instances behind load balancers and health checks of Google Cloud. */
import type { Json } from "../../../json";
import type { Block } from "../../blocks";
import type { ResourceGraph } from "../../resources";
import { list } from "../../values";
import type { External } from "../traffic";
import { type GoogleHost, type GoogleNetwork, proxiesIn } from "./network";
import { GOOGLE_NETWORKS, type GoogleSide } from "./traffic";

/** A client of all instances of a group, and the ports that it connects to. */
export interface GoogleTarget {
  /** Path of the backend service or of the group. */
  readonly path: string;
  readonly client: GoogleSide | External;
  readonly host: GoogleHost;
  readonly ports: readonly number[];
}

const SERVICES = ["google_compute_backend_service", "google_compute_region_backend_service"];
const CHECKS = ["google_compute_health_check", "google_compute_region_health_check"];
const [FRONT_ENDS, PASSTHROUGH] = GOOGLE_NETWORKS as [External, External];

/** Each backend service and health check with the groups whose instances it connects to. */
export function googleTargets(graph: ResourceGraph, network: GoogleNetwork): GoogleTarget[] {
  const byBlock = new Map(network.hosts.map((host) => [host.block, host]));
  return [
    ...graph.of(...SERVICES).flatMap((service) =>
      graph.targets(service, "backend.group").flatMap((group) =>
        [group, ...graph.targets(group, "instances")]
          .map((one) => byBlock.get(one))
          .filter((host) => host !== undefined)
          .flatMap((host) => servedBy(graph, network, service, { group, host })),
      ),
    ),
    ...network.hosts.flatMap((host) => {
      const checks = graph.targets(host.block, "auto_healing_policies.health_check");
      const ports = checkedPorts(host.block, checks, []);
      return ports.length > 0 ? [{ path: host.id, client: FRONT_ENDS, host, ports }] : [];
    }),
  ];
}

interface Member {
  readonly group: Block;
  readonly host: GoogleHost;
}

function servedBy(
  graph: ResourceGraph,
  network: GoogleNetwork,
  service: Block,
  { group, host }: Member,
): GoogleTarget[] {
  const { path, attributes } = service;
  const isRegional = service.type === "google_compute_region_backend_service";
  const scheme = String(attributes.load_balancing_scheme ?? (isRegional ? "INTERNAL" : "EXTERNAL"));
  const isPassthrough = isRegional && ["INTERNAL", "EXTERNAL"].includes(scheme);
  const serving = isPassthrough ? [] : servingPorts(service, group);
  const checks = checkedPorts(group, graph.targets(service, "health_checks"), serving);
  const hasProxies = isRegional || scheme.startsWith("INTERNAL");
  const vpc = host.places[0]?.vpc;
  const clients = isPassthrough ? [] : hasProxies ? [(vpc && network.proxies.get(vpc)) ?? proxiesIn([])] : [FRONT_ENDS];
  const checkers = isPassthrough && scheme === "EXTERNAL" ? [FRONT_ENDS, PASSTHROUGH] : [FRONT_ENDS];
  return [
    ...clients.map((client) => ({ path, client, host, ports: serving })),
    ...checkers.map((client) => ({ path, client, host, ports: checks })),
  ];
}

/** Ports of the group with the name that the service sends requests to. */
function servingPorts({ attributes }: Block, group: Block): number[] {
  const name = attributes.port_name ?? "http";
  return list(group.attributes.named_port).flatMap((one) => (one.name === name ? [Number(one.port)] : []));
}

/** Ports of checks that name none. https://cloud.google.com/compute/docs/reference/rest/v1/healthChecks */
const CHECK_PORTS: Readonly<Record<string, number>> = {
  grpc_health_check: 80,
  http2_health_check: 443,
  http_health_check: 80,
  https_health_check: 443,
  ssl_health_check: 443,
  tcp_health_check: 80,
};

function checkedPorts(group: Block, checks: readonly Block[], serving: readonly number[]): number[] {
  const ports = checks
    .filter(({ type }) => CHECKS.includes(type))
    .flatMap(({ attributes }) =>
      Object.entries(CHECK_PORTS).flatMap(([kind, usual]) =>
        list(attributes[kind]).flatMap(({ port, port_name, port_specification }: Json): number[] => {
          if (port_specification === "USE_SERVING_PORT") {
            return [...serving];
          }
          const named = list(group.attributes.named_port).filter(({ name }) => name === port_name);
          return port_name ? named.map((one) => Number(one.port)) : [Number(port ?? usual)];
        }),
      ),
    );
  return [...new Set(ports)];
}

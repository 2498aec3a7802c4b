/** Faults of policies at both ends of a connection that do not agree. */
import type { Cluster } from "../model/pods/clusters";
import {
  isPeer,
  isSelected,
  obstacleOf,
  type Peer,
  type Pod,
  type Policy,
  type PolicyPort,
} from "../model/pods/policies";
import { namesPods } from "./selectors";

type Direction = "egress" | "ingress";

/** Both ends of a connection have policies: faults when the pods that a policy's rules name refuse it at their end. */
export function agreementFaults(cluster: Cluster, policy: Policy, direction: Direction): string[] {
  const own = cluster.workloads.filter((pod) => isSelected(policy, pod));
  return (policy[direction] ?? []).flatMap((rule) =>
    rule.peers.flatMap((peer) => {
      const others = cluster.workloads.filter((pod) => isPeer(cluster, policy.namespace, peer, pod));
      return own.length === 0 || others.length === 0 || "range" in peer
        ? []
        : rule.ports.flatMap((port) => portFaults(cluster, policy, direction, { peer, port, own, others }));
    }),
  );
}

interface Agreement {
  readonly peer: Exclude<Peer, { range: unknown }>;
  readonly port: PolicyPort;
  readonly own: readonly Pod[];
  readonly others: readonly Pod[];
}

function portFaults(
  cluster: Cluster,
  { path }: Policy,
  direction: Direction,
  { peer, port: { port, protocol, end }, own, others }: Agreement,
): string[] {
  const [clients, servers] = direction === "egress" ? [own, others] : [others, own];
  if (port === undefined || end !== undefined) {
    return [];
  }
  const listening = servers.flatMap((server) =>
    server.ports
      .filter((one) => one.name === port || `${one.port}` === port)
      .map((one) => ({ server, port: one.port })),
  );
  const precise = peer.pods !== undefined && namesPods(peer.pods);
  if (listening.length === 0) {
    const ports = servers.flatMap((server) => server.ports.map((one) => one.port));
    return direction === "egress" && precise && servers.every((server) => server.ports.length > 0)
      ? [
          `${path}: egress must be to a port of ${servers.map(({ id }) => id).join(" and ")}, got ${port}; use a port of the container, not of its Service: ${[...new Set(ports)].join(", ")}`,
        ]
      : [];
  }
  const ways = clients.flatMap((client) =>
    listening
      .filter(({ server }) => server !== client)
      .map(({ server, port: number }) => ({
        client,
        server,
        number,
        obstacle: obstacleOf(cluster, client, server, { protocol, port: number }),
      })),
  );
  const refused = ways.filter(({ obstacle }) => obstacle !== undefined);
  // A rule for a whole namespace does not say that each of its pods connects.
  const [fault] = precise || refused.length === ways.length ? refused : [];
  const mayHaveOthers = !precise && others.some(({ namespace }) => cluster.shared.has(namespace));
  return fault && !mayHaveOthers
    ? [
        `${path}: must let ${fault.client.id} through to ${fault.server.id} on ${protocol} ${fault.number}, got an obstacle: ${fault.obstacle}; allow it there, or remove the rule`,
      ]
    : [];
}

/** Checks that network policies let through the connections inside a cluster that its objects declare. */
import { type Call, callsOf } from "../model/pods/calls";
import { type Cluster, clustersOf } from "../model/pods/clusters";
import type { Service } from "../model/pods/objects";
import {
  isPeer,
  isSelected,
  namespaceLabels,
  obstacleOf,
  type Peer,
  type Pod,
  type Policy,
  type PolicyPort,
  type PolicyRule,
  type Selector,
  selects,
} from "../model/pods/policies";
import type { PreparedStack } from "../prepare";

/**
 * Checks that
 *
 * 1. a network policy selects a pod, and its peers are namespaces and pods that exist,
 * 2. the pods of two policies agree: what one lets out to the other, the other lets in, and the other way round,
 * 3. the ports that services send requests to are those of their pods,
 * 4. pods that name a service, the Ingress controller, the gateways of the mesh and Prometheus get through.
 *
 * Namespaces in which charts or operators run pods may have any pod.
 */
export function networkPolicyFaults(stacks: readonly PreparedStack[]): string[] {
  const faults = clustersOf(stacks).flatMap((cluster) => [
    ...cluster.policies.flatMap((policy) => [
      ...selectionFaults(cluster, policy),
      ...agreementFaults(cluster, policy, "egress"),
      ...agreementFaults(cluster, policy, "ingress"),
    ]),
    ...cluster.services.flatMap((service) => serviceFaults(cluster, service)),
    ...callsOf(cluster).flatMap((call) => callFaults(cluster, call)),
  ]);
  return [...new Set(faults)];
}

function selectionFaults(cluster: Cluster, policy: Policy): string[] {
  const { path, namespace, selector } = policy;
  const own = namesPods(selector) ? podsIn(cluster, [namespace]) : undefined;
  const peers = [...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap((rule) => rule.peers);
  return [
    ...(own && !own.some((pod) => isSelected(policy, pod))
      ? [
          `${path}: pod_selector must select a pod of namespace ${namespace}, got ${selectorText(selector)}; ${labelsFix(own)}`,
        ]
      : []),
    ...peers.flatMap((peer) => ("range" in peer ? [] : peerFaults(cluster, policy, peer))),
  ];
}

function peerFaults(
  cluster: Cluster,
  { path, namespace }: Policy,
  { namespaces, pods }: Exclude<Peer, { range: unknown }>,
) {
  // A cluster whose stacks declare no namespace belongs to another app.
  if (cluster.namespaces.size === 0) {
    return [];
  }
  const known = new Set([...cluster.namespaces.keys(), ...cluster.shared, namespace]);
  const named = namespaces
    ? [...known].filter((name) => selects(namespaces, namespaceLabels(cluster, name)))
    : [namespace];
  if (named.length === 0) {
    return [
      `${path}: namespace_selector must select a namespace, got ${selectorText(namespaces!)}; select one of ${[...known].sort().join(", ")}, or remove the peer`,
    ];
  }
  const there = pods && namesPods(pods) ? podsIn(cluster, named) : undefined;
  return there && !there.some(({ labels }) => selects(pods!, labels))
    ? [
        `${path}: pod_selector must select a pod of namespace ${named.join(" or ")}, got ${selectorText(pods!)}; ${labelsFix(there)}`,
      ]
    : [];
}

/** The pods of the namespaces; undefined if the namespaces may have pods besides the workloads. */
function podsIn({ workloads, shared }: Cluster, names: readonly string[]): readonly Pod[] | undefined {
  return names.some((name) => shared.has(name))
    ? undefined
    : workloads.filter(({ namespace }) => names.includes(namespace));
}

function namesPods({ labels, expressions }: Selector): boolean {
  return Object.keys(labels).length + expressions.length > 0;
}

function labelsFix(pods: readonly Pod[]): string {
  const texts = pods.map(({ id, labels }) => `${selectorText({ labels, expressions: [] })} of ${id}`);
  return texts.length > 0 ? `use the labels ${texts.join(", ")}` : "add the workload, or remove the selector's rule";
}

function selectorText({ labels, expressions }: Selector): string {
  return [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...expressions.map(({ key, operator, values }) => [key, operator, ...values].join(" ")),
  ].join(",");
}

type Direction = "egress" | "ingress";

/** Both ends of a connection have policies: faults when the pods that a policy's rules name refuse it at their end. */
function agreementFaults(cluster: Cluster, policy: Policy, direction: Direction): string[] {
  const own = cluster.workloads.filter((pod) => isSelected(policy, pod));
  return (policy[direction] ?? []).flatMap((rule) =>
    rule.peers.flatMap((peer) => {
      const others = cluster.workloads.filter((pod) => isPeer(cluster, policy.namespace, peer, pod));
      return own.length === 0 || others.length === 0 || "range" in peer
        ? []
        : rule.ports.flatMap((port) => portFaults(cluster, policy, direction, { rule, peer, port, own, others }));
    }),
  );
}

interface Agreement {
  readonly rule: PolicyRule;
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

function serviceFaults(cluster: Cluster, service: Service): string[] {
  const { path, namespace, selector, ports } = service;
  if (!selector || cluster.shared.has(namespace)) {
    return [];
  }
  const pods = podsOf(cluster, service);
  if (pods.length === 0) {
    const text = selectorText({ labels: selector, expressions: [] });
    return [
      `${path}: selector must select a pod of namespace ${namespace}, got ${text}; ${labelsFix(podsIn(cluster, [namespace]) ?? [])}`,
    ];
  }
  return ports.flatMap(({ target }) =>
    pods
      .filter((pod) => pod.ports.length > 0 && numberOf(pod, target) === undefined)
      .map(
        ({ id, ports: open }) =>
          `${path}: target_port must be a port of ${id}, got ${target}; use ${open.map(({ port }) => port).join(" or ")}`,
      ),
  );
}

function podsOf({ workloads }: Cluster, { namespace, selector }: Service): readonly Pod[] {
  return selector
    ? workloads.filter(
        (pod) => pod.namespace === namespace && selects({ labels: selector, expressions: [] }, pod.labels),
      )
    : [];
}

/** Number of the pod's port that a service names; undefined if no container has it. */
function numberOf({ ports }: Pod, target: string): number | undefined {
  return ports.find(({ name, port }) => name === target || `${port}` === target)?.port;
}

function callFaults(cluster: Cluster, { path, client, service, port }: Call): string[] {
  const found = service.ports.filter((one) => (port === undefined ? true : one.name === port || one.port === port));
  const [called] = port === undefined && found.length > 1 ? [] : found;
  if (!called) {
    return port === undefined || service.ports.length === 0
      ? []
      : [
          `${path}: must call a port of ${service.path}, got ${port}; use ${service.ports.map((one) => one.port).join(" or ")}`,
        ];
  }
  return podsOf(cluster, service).flatMap((server) => {
    const number = numberOf(server, called.target) ?? Number(called.target);
    const obstacle = obstacleOf(cluster, client, server, { protocol: "TCP", port: number });
    return obstacle
      ? [
          `${path}: must let ${client.id} through to ${server.id} on TCP ${number}, got an obstacle: ${obstacle}; allow it there`,
        ]
      : [];
  });
}

/**
 * Connections of pods through network policies.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
import { type Address, holds, type Range } from "../paths/ranges";

export type Labels = Readonly<Record<string, string>>;

interface Requirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values: readonly string[];
}

export interface Selector {
  readonly labels: Labels;
  readonly expressions: readonly Requirement[];
}

export interface Pod {
  readonly id: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Whether the pod may have more labels than these, as the pods of a chart have. @default false */
  readonly partial?: boolean;
  /** Ports that the containers name. */
  readonly ports: readonly { readonly name?: string; readonly port: number }[];
}

export type Peer =
  /** Without namespaces, pods of the policy's namespace; without pods, all pods of the namespaces. */
  | { readonly namespaces?: Selector; readonly pods?: Selector }
  | { readonly range: Range; readonly except: readonly Range[] };

export interface PolicyPort {
  readonly protocol: string;
  /** Number, or name of a container's port. @default all ports */
  readonly port?: string;
  readonly end?: number;
}

/** An empty list of peers or of ports stands for all. */
export interface PolicyRule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
}

export interface Policy {
  readonly path: string;
  readonly namespace: string;
  readonly selector: Selector;
  /** Without rules, the policy does not limit the direction. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

export interface PodNetwork {
  /** Labels of the namespaces, by name. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: readonly Policy[];
}

export interface PodTraffic {
  readonly protocol: string;
  readonly port: number;
}

export function selects({ labels, expressions }: Selector, of: Labels, partial = false): boolean {
  const unknown = (key: string) => partial && of[key] === undefined;
  return (
    Object.entries(labels).every(([key, value]) => unknown(key) || of[key] === value) &&
    expressions.every(({ key, operator, values }) => {
      const value = of[key];
      if (unknown(key)) {
        return true;
      }
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Every namespace has its name as a label. */
export function namespaceLabels({ namespaces }: PodNetwork, name: string): Labels {
  return { ...namespaces.get(name), "kubernetes.io/metadata.name": name };
}

export function isSelected({ namespace, selector }: Policy, pod: Pod): boolean {
  return namespace === pod.namespace && selects(selector, pod.labels, pod.partial);
}

/** Whether a peer of a policy in the namespace is the pod or the address; address ranges are for what is no pod. */
export function isPeer(network: PodNetwork, namespace: string, peer: Peer, other: Pod | Address): boolean {
  if ("range" in peer) {
    return "number" in other && holds(peer.range, other) && !peer.except.some((range) => holds(range, other));
  }
  if ("number" in other) {
    return false;
  }
  const inNamespace = peer.namespaces
    ? selects(peer.namespaces, namespaceLabels(network, other.namespace))
    : namespace === other.namespace;
  return inNamespace && (!peer.pods || selects(peer.pods, other.labels, other.partial));
}

/** Whether a rule opens the port of the server; the name of a port counts for the pods that have it. */
export function isOpen(
  ports: readonly PolicyPort[],
  server: Pod | Address,
  { protocol, port: wanted }: PodTraffic,
): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ protocol: allowed, port, end = Number(port) }) => {
      if (allowed !== protocol) {
        return false;
      }
      if (port === undefined) {
        return true;
      }
      return Number.isNaN(Number(port))
        ? "ports" in server && server.ports.some(({ name, port: number }) => name === port && number === wanted)
        : Number(port) <= wanted && wanted <= end;
    })
  );
}

/**
 * The end that refuses a connection, and the policies that limit this end and have no rule for the connection;
 * undefined if the connection is made. Replies always pass.
 */
export function obstacleOf(
  network: PodNetwork,
  client: Pod | Address,
  server: Pod | Address,
  traffic: PodTraffic,
): string | undefined {
  return refusal(network, "egress", client, server, traffic) ?? refusal(network, "ingress", server, client, traffic);
}

function refusal(
  network: PodNetwork,
  direction: "egress" | "ingress",
  pod: Pod | Address,
  other: Pod | Address,
  traffic: PodTraffic,
): string | undefined {
  if ("number" in pod) {
    return undefined;
  }
  const server = direction === "egress" ? other : pod;
  // A pod may have more labels than are known. It counts as limited by the policies alone that select those which are.
  const limits = network.policies.filter(
    (policy) => policy[direction] && isSelected(policy, { ...pod, partial: false }),
  );
  const admits = (policy: Policy) =>
    policy[direction]!.some(
      ({ peers, ports }) =>
        (peers.length === 0 || peers.some((peer) => isPeer(network, policy.namespace, peer, other))) &&
        isOpen(ports, server, traffic),
    );
  const admitted = network.policies.some((policy) => policy[direction] && isSelected(policy, pod) && admits(policy));
  return limits.length === 0 || admitted
    ? undefined
    : `${direction} of ${pod.id} through ${limits.map(({ path }) => path).join(" and ")}`;
}

/** Faults of policies that select no pods, or whose peers do not exist. */
import type { Cluster } from "../model/pods/clusters";
import { isSelected, namespaceLabels, type Peer, type Policy, selects } from "../model/pods/policies";
import { labelsFix, namesPods, podsIn, selectorText } from "./selectors";

export function selectionFaults(cluster: Cluster, policy: Policy): string[] {
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

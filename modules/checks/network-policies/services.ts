/** Faults of services without pods or ports, and of calls to services that do not get through. */
import type { Call } from "../model/pods/calls";
import type { Cluster } from "../model/pods/clusters";
import type { Service } from "../model/pods/objects";
import { obstacleOf, type Pod, selects } from "../model/pods/policies";
import { labelsFix, podsIn, selectorText } from "./selectors";

export function serviceFaults(cluster: Cluster, service: Service): string[] {
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

export function callFaults(cluster: Cluster, { path, client, service, port }: Call): string[] {
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

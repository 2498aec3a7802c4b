/** Checks that network policies let through the connections inside a cluster that its objects declare. */
import { callsOf } from "../model/pods/calls";
import { clustersOf } from "../model/pods/clusters";
import { agreementFaults } from "../network-policies/agreement";
import { selectionFaults } from "../network-policies/selection";
import { callFaults, serviceFaults } from "../network-policies/services";
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

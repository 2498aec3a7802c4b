import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { NetworkPolicy, type NetworkPolicyProps } from "@modules/kubernetes/network/network-policy";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { TO_AWS } from "../../../parts/cluster/egress-to-aws";
import { INTAKE_PORT } from "../observability/logging/fluentd/configuration";
import { NAMESPACES } from "../pods";

type PodPolicyProps = Pick<NetworkPolicyProps, "name" | "namespace" | "pods"> &
  Required<Pick<NetworkPolicyProps, "ingress">>;

/**
 * A network policy for pods of the platform. They may connect to the database, the caches, AWS and, if the cluster
 * collects logs, Fluentd's HTTP input.
 */
export function addPodPolicy(
  stack: ClusterStack<DafnckmachineEnvironment>,
  id: string,
  props: PodPolicyProps,
): NetworkPolicy {
  const { network, observability } = stack.environment;
  const intake = { peers: [{ namespace: NAMESPACES.logging }], ports: [{ port: INTAKE_PORT }] };
  return new NetworkPolicy(stack, id, {
    ...props,
    egress: [
      { peers: [{ cidr: network.cidr }], ports: [{ port: POSTGRES_PORT }, { port: REDIS_PORT }] },
      ...TO_AWS,
      ...(observability ? [intake] : []),
    ],
  });
}

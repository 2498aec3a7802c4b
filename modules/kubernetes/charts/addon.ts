import type { IConstruct } from "constructs";

/** Which nodes pods run on, and what they put up with there. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Equal" | "Exists";
    readonly value?: string;
    readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
  }[];
}

/** What everything that is installed by a chart of its own is told. */
export interface AddonProps {
  /** Nodes of its pods; agents of nodes run on all of them. @default any without taints */
  readonly placement?: Placement;

  /** Modules of the same stack it needs. @default none */
  readonly after?: readonly IConstruct[];
}

/** So many that one can go, with a node or for an upgrade. */
export const REPLICAS = 2;

/**
 * Resources of a controller's container: what the scheduler reserves, and twice the memory as its limit. A container
 * without requests is of the class BestEffort, and the kubelet evicts it first when a node runs out of memory.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
 *
 * @param memory in MiB, such as `128Mi`
 */
export function requests(cpu: string, memory: `${number}Mi`) {
  const mebibytes = Number.parseInt(memory, 10);
  return { requests: { cpu, memory }, limits: { memory: `${2 * mebibytes}Mi` } };
}

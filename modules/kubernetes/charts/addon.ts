import type { ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import type { IConstruct } from "constructs";

/** Nodes that pods are scheduled on, and the taints that the pods tolerate. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Equal" | "Exists";
    readonly value?: string;
    readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
  }[];
}

/** Props that all add-ons of a cluster share. */
export interface AddonProps {
  /** Nodes of the add-on's pods; ignored by agents that run on every node. @default any node without taints */
  readonly placement?: Placement;

  /** Modules of the same stack that must exist first. @default none */
  readonly after?: readonly IConstruct[];

  /** Arguments of the Helm release that replace what this module sets; `set` changes single values of the chart. @default none */
  readonly overrides?: Partial<ReleaseConfig>;
}

/** Replicas of a controller: the second one serves while a node is drained or the first is upgraded. */
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

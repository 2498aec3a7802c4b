import { EFFECTS, type Taint } from "./taint";

/** Labels and taints of nodes that are reserved for certain pods. */
export interface Nodes {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** The node selector and tolerations of a pod. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Equal";
    readonly value: string;
    readonly effect: (typeof EFFECTS)[Taint["effect"]];
  }[];
}

/**
 * Place of node selector and tolerations in an add-on's configuration. Add-ons that are not listed run on every node.
 */
const CONFIGURATIONS = {
  coredns: (placement: object) => placement,
  "aws-ebs-csi-driver": (placement: object) => ({ controller: placement }),
};

/**
 * Configuration of an add-on that runs its pods on the given nodes only. Without it, the pods of an add-on avoid
 * tainted nodes and may run on nodes that the autoscaler removes.
 */
export function addonPlacement(addon: keyof typeof CONFIGURATIONS, nodes: Nodes): Readonly<Record<string, unknown>> {
  return { ...CONFIGURATIONS[addon](placement(nodes)) };
}

/** Node selector and tolerations for pods that run on the given nodes only. */
export function placement({ labels, taints }: Nodes): Placement {
  const tolerations = taints.map(({ key, value, effect }) => ({
    key,
    operator: "Equal" as const,
    value,
    effect: EFFECTS[effect],
  }));
  return { nodeSelector: labels, tolerations };
}

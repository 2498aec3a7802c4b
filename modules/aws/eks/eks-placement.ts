import { EFFECTS, type Taint } from "./eks-node-group";

export interface Nodes {
  /** What they are labeled with. */
  readonly labels: Readonly<Record<string, string>>;
  /** What keeps other pods off them. */
  readonly taints: readonly Taint[];
}

/** Which nodes a pod runs on, and what it puts up with there. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Equal";
    readonly value: string;
    readonly effect: (typeof EFFECTS)[Taint["effect"]];
  }[];
}

/** Where the configuration of an add-on says where its pods run; others run on every node, whatever its taints. */
const WRAPPERS = {
  coredns: (placement: object) => placement,
  "aws-ebs-csi-driver": (placement: object) => ({ controller: placement }),
};

/**
 * Configuration of an add-on whose pods run on certain nodes and on no others.
 * Without it they avoid tainted nodes and end up on those that come and go.
 */
export function placedOn(addon: keyof typeof WRAPPERS, nodes: Nodes): Readonly<Record<string, unknown>> {
  return { ...WRAPPERS[addon](placement(nodes)) };
}

/** The same in the words of a pod. */
export function placement({ labels, taints }: Nodes): Placement {
  const tolerations = taints.map(({ key, value, effect }) => ({
    key,
    operator: "Equal" as const,
    value,
    effect: EFFECTS[effect],
  }));
  return { nodeSelector: labels, tolerations };
}

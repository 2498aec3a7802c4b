import { EFFECTS, type Taint } from "./eks-node-group";

export interface Nodes {
  /** What they are labeled with. */
  readonly labels: Readonly<Record<string, string>>;
  /** What keeps other pods off them. */
  readonly taints: readonly Taint[];
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
export function placedOn(addon: keyof typeof WRAPPERS, { labels, taints }: Nodes): Readonly<Record<string, unknown>> {
  const tolerations = taints.map(({ key, value, effect }) => ({
    key,
    operator: "Equal",
    value,
    effect: EFFECTS[effect],
  }));
  return { ...WRAPPERS[addon]({ nodeSelector: labels, tolerations }) };
}

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

import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";

export interface PodDisruptionBudgetProps {
  /** @default the workload's */
  readonly name?: string;

  readonly target: IWorkload;

  /** Pods, or percent of them, that may be missing at a time; never 0, or no node could be emptied. @default "1" */
  readonly maxUnavailable?: string;
}

/** How many pods may go at once when nodes are emptied, for an upgrade or to save them. */
export class PodDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    super(scope, id);
    const { target, name = target.name, maxUnavailable = "1" } = props;
    if (!/^[1-9]\d*%?$/.test(maxUnavailable)) {
      throw new Error(
        `${this.node.path}: maxUnavailable must be a number of pods or percent above 0, got ${maxUnavailable}`,
      );
    }
    new PodDisruptionBudgetV1(this, "Default", {
      metadata: { name, namespace: target.namespace },
      spec: { maxUnavailable, selector: { matchLabels: { ...target.selector } } },
    });
  }
}

import {
  PodDisruptionBudgetV1,
  type PodDisruptionBudgetV1Config,
} from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";

export interface PodDisruptionBudgetProps {
  /** Name of the budget. @default the name of the workload */
  readonly name?: string;

  readonly target: IWorkload;

  /**
   * Maximum number or percentage of pods that may be unavailable, above 0. With 0 no node could be drained.
   * @default "1"
   */
  readonly maxUnavailable?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<PodDisruptionBudgetV1Config>;
}

/**
 * Limit of the pods that may be evicted at the same time when nodes are drained for an upgrade or by the cluster
 * autoscaler.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class PodDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    super(scope, id);
    const { target, name = target.name, maxUnavailable = "1", overrides } = props;
    checkPattern(
      this,
      "maxUnavailable",
      maxUnavailable,
      /^[1-9]\d*%?$/,
      'a number or percentage of pods above 0, such as "1" or "25%"',
    );
    new PodDisruptionBudgetV1(this, "Default", {
      metadata: { name, namespace: target.namespace },
      spec: { maxUnavailable, selector: { matchLabels: { ...target.selector } } },
      ...overrides,
    });
  }
}

import {
  HorizontalPodAutoscalerV2,
  type HorizontalPodAutoscalerV2Config,
  type HorizontalPodAutoscalerV2SpecMetric,
} from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";

/** Speed of scaling in one direction. */
export interface ScalingBehavior {
  /**
   * Window of past recommendations, 0 to 3600. Of these, the recommendation that changes the number of pods least
   * applies.
   */
  readonly stabilizationSeconds: number;
  /** Percentage of the current replicas that may be added or removed in a period. */
  readonly percent: number;
  /** Length of the period, 1 to 1800. */
  readonly periodSeconds: number;
}

export interface HorizontalPodAutoscalerProps {
  readonly name: string;

  /** A deployment that has `autoscaled`. */
  readonly target: Pick<IWorkload, "name" | "namespace">;

  /** Minimum number of pods, at least 1. */
  readonly minReplicas: number;

  /** Maximum number of pods, at least `minReplicas`. */
  readonly maxReplicas: number;

  /** Target for the average CPU use of the pods, as a percentage of their requests. @default none */
  readonly cpuPercent?: number;

  /** Target for the average memory use of the pods, as a percentage of their requests. @default none */
  readonly memoryPercent?: number;

  /**
   * Targets for averages over the pods by metric, such as `{ requests_per_second: "100" }`. An adapter, such as
   * Prometheus Adapter, must provide the metrics. @default none
   */
  readonly podMetrics?: Readonly<Record<string, string>>;

  /** @default 100 percent in 60 seconds, after a window of 60 seconds */
  readonly scaleUp?: ScalingBehavior;

  /** @default 10 percent in 60 seconds, after a window of 300 seconds */
  readonly scaleDown?: ScalingBehavior;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<HorizontalPodAutoscalerV2Config>;
}

/**
 * Scales a deployment to the highest number of replicas that any of its metrics requires.
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export class HorizontalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    super(scope, id);
    const { name, target, minReplicas, maxReplicas, overrides } = props;
    const { scaleUp = { stabilizationSeconds: 60, percent: 100, periodSeconds: 60 } } = props;
    const { scaleDown = { stabilizationSeconds: 300, percent: 10, periodSeconds: 60 } } = props;
    const metric = metrics(props);
    check(this, metric.length > 0, "cpuPercent, memoryPercent or podMetrics", "given", "none");
    checkWholeNumber(this, "minReplicas", minReplicas, 1);
    check(this, maxReplicas >= minReplicas, "maxReplicas", `at least minReplicas (${minReplicas})`, maxReplicas);
    new HorizontalPodAutoscalerV2(this, "Default", {
      metadata: { name, namespace: target.namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target.name },
        minReplicas,
        maxReplicas,
        metric,
        behavior: { scaleUp: [renderBehavior(scaleUp)], scaleDown: [renderBehavior(scaleDown)] },
      },
      ...overrides,
    });
  }
}

function metrics({
  cpuPercent,
  memoryPercent,
  podMetrics = {},
}: HorizontalPodAutoscalerProps): HorizontalPodAutoscalerV2SpecMetric[] {
  const resources = Object.entries({ cpu: cpuPercent, memory: memoryPercent });
  return [
    ...resources
      .filter(([, percent]) => percent !== undefined)
      .map(([name, averageUtilization]) => ({
        type: "Resource",
        resource: { name, target: { type: "Utilization", averageUtilization } },
      })),
    ...Object.entries(podMetrics).map(([name, averageValue]) => ({
      type: "Pods",
      pods: { metric: { name }, target: { type: "AverageValue", averageValue } },
    })),
  ];
}

function renderBehavior({ stabilizationSeconds, percent, periodSeconds }: ScalingBehavior) {
  return {
    stabilizationWindowSeconds: stabilizationSeconds,
    selectPolicy: "Max",
    policy: [{ type: "Percent", value: percent, periodSeconds }],
  };
}

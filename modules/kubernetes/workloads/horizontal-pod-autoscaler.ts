import {
  HorizontalPodAutoscalerV2,
  type HorizontalPodAutoscalerV2SpecMetric,
} from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";

/** How fast replicas come or go. */
export interface ScalingBehavior {
  /** Time whose calmest proposal is followed. */
  readonly stabilizationSeconds: number;
  /** Of the replicas there are, in each period. */
  readonly percent: number;
  readonly periodSeconds: number;
}

export interface HorizontalPodAutoscalerProps {
  readonly name: string;

  /** A deployment that is `autoscaled`. */
  readonly target: IWorkload;

  readonly minReplicas: number;

  readonly maxReplicas: number;

  /** Of what the containers request, on average. @default not by CPU */
  readonly cpuPercent?: number;

  /** Of what the containers request, on average. @default not by memory */
  readonly memoryPercent?: number;

  /** Averages over the pods by metric, such as `{ requests_per_second: "100" }`; an adapter must offer them. @default none */
  readonly podMetrics?: Readonly<Record<string, string>>;

  /** @default twice as many a minute */
  readonly scaleUp?: ScalingBehavior;

  /** @default a tenth a minute, five minutes after the load went */
  readonly scaleDown?: ScalingBehavior;
}

/** Replicas by load: the metric that asks for most decides. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
export class HorizontalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    super(scope, id);
    const { name, target, minReplicas, maxReplicas } = props;
    const { scaleUp = { stabilizationSeconds: 60, percent: 100, periodSeconds: 60 } } = props;
    const { scaleDown = { stabilizationSeconds: 300, percent: 10, periodSeconds: 60 } } = props;
    const metric = metrics(props);
    if (metric.length === 0) {
      throw new Error(`${this.node.path}: cpuPercent, memoryPercent or podMetrics must be given, got none`);
    }
    if (minReplicas < 1 || maxReplicas < minReplicas) {
      throw new Error(
        `${this.node.path}: maxReplicas must be at least minReplicas (${minReplicas}), got ${maxReplicas}`,
      );
    }
    new HorizontalPodAutoscalerV2(this, "Default", {
      metadata: { name, namespace: target.namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target.name },
        minReplicas,
        maxReplicas,
        metric,
        behavior: { scaleUp: [pace(scaleUp)], scaleDown: [pace(scaleDown)] },
      },
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

function pace({ stabilizationSeconds, percent, periodSeconds }: ScalingBehavior) {
  return {
    stabilizationWindowSeconds: stabilizationSeconds,
    selectPolicy: "Max",
    policy: [{ type: "Percent", value: percent, periodSeconds }],
  };
}

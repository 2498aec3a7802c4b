import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";

/**
 * A metric of the control plane.
 * https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html
 */
export function controlPlaneMetric(cluster: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "AWS/EKS", name, dimensions: { ClusterName: cluster }, periodSeconds: 60, ...options };
}

/**
 * A metric of Container Insights, which the add-on `amazon-cloudwatch-observability` publishes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
 */
export function containerMetric(cluster: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "ContainerInsights", name, dimensions: { ClusterName: cluster }, periodSeconds: 60, ...options };
}

export interface ControlPlaneAlarmLimits {
  /** Requests per minute with a 5xx response of the API server, above which the alarm fires. @default 10 */
  readonly failedRequests?: number;

  /** Unschedulable pods above which the alarm fires. @default 0 */
  readonly pendingPods?: number;
}

/** Alarms of a cluster's control plane, whose metrics EKS publishes without an agent. */
export function controlPlaneAlarms(
  cluster: string,
  { failedRequests = 10, pendingPods = 0 }: ControlPlaneAlarmLimits = {},
) {
  return {
    "api-server-errors": {
      metric: controlPlaneMetric(cluster, "apiserver_request_total_5XX", { statistic: "Sum" }),
      above: failedRequests,
      periods: 5,
      severity: "warning",
      description: `The API server answers more than ${failedRequests} requests a minute with 5xx`,
    },
    "pending-pods": {
      metric: controlPlaneMetric(cluster, "scheduler_pending_pods_UNSCHEDULABLE", { statistic: "Maximum" }),
      above: pendingPods,
      periods: 15,
      severity: "warning",
      description:
        "Pods have found no node for a quarter of an hour: the node groups are full, or no node tolerates them",
    },
  } satisfies Record<string, AlarmSpec>;
}

export interface NodeAlarmLimits {
  /** Percentage of a node's memory above which the alarm fires. @default 90 */
  readonly memoryPercent?: number;

  /** Percentage of a node's file system above which the alarm fires. @default 85 */
  readonly diskPercent?: number;
}

/** Alarms of a cluster's nodes with Container Insights. */
export function nodeAlarms(cluster: string, { memoryPercent = 90, diskPercent = 85 }: NodeAlarmLimits = {}) {
  return {
    "failed-nodes": {
      metric: containerMetric(cluster, "cluster_failed_node_count", { statistic: "Maximum" }),
      above: 0,
      periods: 5,
      severity: "critical",
      description: "A node of the cluster is not ready",
    },
    "node-memory": {
      metric: containerMetric(cluster, "node_memory_utilization", { statistic: "Maximum" }),
      above: memoryPercent,
      periods: 10,
      severity: "warning",
      description: `A node uses more than ${memoryPercent}% of its memory; at 100% the kernel ends its pods`,
    },
    "node-disk": {
      metric: containerMetric(cluster, "node_filesystem_utilization", { statistic: "Maximum" }),
      above: diskPercent,
      periods: 5,
      severity: "warning",
      description: `The file system of a node is more than ${diskPercent}% full; the kubelet evicts pods from a full one`,
    },
  } satisfies Record<string, AlarmSpec>;
}

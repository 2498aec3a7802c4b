import type { AlertSet } from "../operations/alert-policy";
import type { Metric } from "../operations/metric";

export interface GkeAlertLimits {
  /** Percentage of its CPU that a node's containers use. @default 90 */
  readonly cpuPercent?: number;

  /** Percentage of its memory that a node's containers use. @default 90 */
  readonly memoryPercent?: number;

  /** Requests to the API server that fail, in percent. @default 5 */
  readonly failedPercent?: number;
}

/**
 * A metric of the nodes of a cluster.
 * https://cloud.google.com/monitoring/api/metrics_kubernetes
 */
export function nodeMetric(cluster: string, name: string, options: Partial<Metric> = {}): Metric {
  const { labels, ...other } = options;
  return {
    type: `kubernetes.io/node/${name}`,
    resource: "k8s_node",
    labels: { "resource.labels.cluster_name": cluster, ...labels },
    ...other,
  };
}

/** Alerts of a cluster's nodes, pods and control plane, whose metrics the cluster must send to Cloud Monitoring. */
export function gkeAlerts(cluster: string, limits: GkeAlertLimits = {}): AlertSet {
  const { cpuPercent = 90, memoryPercent = 90, failedPercent = 5 } = limits;
  const metric = (name: string, options?: Partial<Metric>) => nodeMetric(cluster, name, options);
  const requests = (codes: string) => `sum(rate(apiserver_request_total{cluster="${cluster}"${codes}}[5m]))`;
  return {
    "node-cpu": {
      metric: metric("cpu/allocatable_utilization"),
      above: cpuPercent / 100,
      severity: "warning",
      description: `The containers of a node use more than ${cpuPercent}% of its CPU: raise the most nodes of the pool`,
    },
    "node-memory": {
      metric: metric("memory/allocatable_utilization", { labels: { "metric.labels.memory_type": "non-evictable" } }),
      above: memoryPercent / 100,
      severity: "warning",
      description: `The containers of a node use more than ${memoryPercent}% of its memory, and pods are evicted soon`,
    },
    "node-disk": {
      metric: metric("ephemeral_storage/used_bytes", {
        reducer: "REDUCE_SUM",
        groupBy: ["resource.labels.node_name"],
      }),
      denominator: metric("ephemeral_storage/allocatable_bytes", {
        reducer: "REDUCE_SUM",
        groupBy: ["resource.labels.node_name"],
      }),
      above: 0.85,
      severity: "critical",
      description: "A node's disk is nearly full: the kubelet evicts its pods",
    },
    "failed-nodes": {
      log: [
        'resource.type = "k8s_node"',
        `resource.labels.cluster_name = "${cluster}"`,
        'log_id("events")',
        'jsonPayload.reason = "NodeNotReady"',
      ].join(" AND "),
      severity: "critical",
      section: "gke-failed-nodes",
      description: "A node is not ready; GKE repairs it after about ten minutes",
    },
    "no-capacity": {
      log: [
        'resource.type = "k8s_cluster"',
        `resource.labels.cluster_name = "${cluster}"`,
        'log_id("container.googleapis.com/cluster-autoscaler-visibility")',
        'jsonPayload.resultInfo.results.errorMsg.messageId =~ "^scale.up.error"',
      ].join(" AND "),
      severity: "critical",
      description: "The autoscaler cannot add nodes: a quota is used up, or the zones have no such machines",
    },
    "pending-pods": {
      query: `sum(scheduler_pending_pods{cluster="${cluster}", queue="unschedulable"}) > 0`,
      severity: "warning",
      description: "Pods have found no node for fifteen minutes",
    },
    "restarting-pods": {
      metric: {
        type: "kubernetes.io/container/restart_count",
        resource: "k8s_container",
        labels: { "resource.labels.cluster_name": cluster },
        aligner: "ALIGN_DELTA",
        reducer: "REDUCE_SUM",
        groupBy: ["resource.labels.namespace_name", "resource.labels.pod_name"],
        periodSeconds: 900,
      },
      above: 5,
      minutes: 1,
      severity: "warning",
      description: "The containers of a pod restarted more than five times in fifteen minutes",
    },
    "api-server-errors": {
      query: `100 * ${requests(', code=~"5.."')} / ${requests("")} > ${failedPercent}`,
      minutes: 10,
      severity: "critical",
      section: "gke-api-server-errors",
      description: `More than ${failedPercent}% of the requests to the control plane fail`,
    },
  };
}

import { postgresMetric } from "@modules/aws/database/postgres/alarms";
import { balancerMetric, failedPercent } from "@modules/aws/load-balancing/alarms";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { Graph } from "@modules/aws/operations/dashboard";

/** Graphs of requests to a load balancer, the share of failures, and response times. */
export function serviceGraphs(balancer: Pick<IApplicationLoadBalancer, "arnSuffix">): Graph[] {
  const errors = balancerMetric(balancer, "HTTPCode_Target_5XX_Count", "Sum");
  return [
    { title: "Requests", metrics: [balancerMetric(balancer, "RequestCount", "Sum")] },
    { title: "Failed requests", metrics: [failedPercent(balancer), { ...errors, label: "5xx of targets" }] },
    {
      title: "Response time",
      metrics: ["p50", "p95", "p99"].map((label) => ({
        ...balancerMetric(balancer, "TargetResponseTime", label),
        label,
      })),
    },
  ];
}

/** Graphs of a database's load, the time of its operations, and the lag of its replicas in the same region. */
export function databaseGraphs(identifier: string, replicas: readonly string[]): Graph[][] {
  const metrics = (names: readonly string[]) => names.map((name) => postgresMetric(identifier, name));
  return [
    [
      { title: "Connections", metrics: metrics(["DatabaseConnections"]) },
      { title: "CPU", metrics: metrics(["CPUUtilization"]) },
      { title: "Free storage and memory", metrics: metrics(["FreeStorageSpace", "FreeableMemory"]) },
    ],
    [
      { title: "Time of operations", metrics: metrics(["ReadLatency", "WriteLatency"]) },
      { title: "Operations a second", metrics: metrics(["ReadIOPS", "WriteIOPS"]) },
      ...(replicas.length > 0
        ? [
            {
              title: "Lag of replicas",
              metrics: replicas.map((replica) => postgresMetric(replica, "ReplicaLag", { label: replica })),
            },
          ]
        : []),
    ],
  ];
}

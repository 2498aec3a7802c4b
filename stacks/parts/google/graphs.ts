/** Graphs for all platforms in Google Cloud, with the metrics that the modules' alerts watch. */
import { postgresMetric } from "@modules/google/database/postgres-alerts";
import { redisMetric } from "@modules/google/database/redis-alerts";
import { nodeMetric } from "@modules/google/gke/gke-alerts";
import { latency, requestCount } from "@modules/google/load-balancing/alerts";
import type { Graph } from "@modules/google/operations/dashboard";

/** Graphs of requests to a load balancer, the share of failures, and response times. */
export function balancerGraphs(urlMap: string): Graph[] {
  return [
    { title: "Requests", lines: [{ label: "requests", metric: requestCount(urlMap) }] },
    {
      title: "Failed requests, share",
      lines: [{ label: "5xx", metric: requestCount(urlMap, 500), denominator: requestCount(urlMap) }],
    },
    {
      title: "Response time, ms",
      lines: ([50, 95, 99] as const).map((percentile) => ({
        label: `p${percentile}`,
        metric: latency(urlMap, percentile),
      })),
    },
  ];
}

/** Graphs of a database's load. @param database `<project>:<instance>` */
export function databaseGraphs(database: string): Graph[] {
  const graph = (title: string, name: string) => ({
    title,
    lines: [{ label: database, metric: postgresMetric(database, name, { reducer: "REDUCE_SUM" }) }],
  });
  return [
    graph("Database: CPU, share", "cpu/utilization"),
    graph("Database: connections", "postgresql/num_backends"),
    graph("Database: storage, bytes", "disk/bytes_used"),
  ];
}

/** Graphs of a cache's load. @param instance `projects/<project>/locations/<region>/instances/<name>` */
export function cacheGraphs(instance: string): Graph[] {
  const graph = (title: string, name: string, aligner: "ALIGN_MEAN" | "ALIGN_DELTA") => ({
    title,
    lines: [{ label: instance, metric: redisMetric(instance, name, { aligner, reducer: "REDUCE_SUM" as const }) }],
  });
  return [
    graph("Cache: clients", "clients/connected", "ALIGN_MEAN"),
    graph("Cache: evicted keys", "stats/evicted_keys", "ALIGN_DELTA"),
  ];
}

/** Graphs of the load of a cluster's nodes. */
export function clusterGraphs(cluster: string): Graph[] {
  const graph = (title: string, name: string) => ({
    title,
    lines: [
      {
        metric: nodeMetric(cluster, name, { reducer: "REDUCE_MAX", groupBy: ["resource.labels.node_name"] }),
      },
    ],
  });
  return [
    graph("Nodes: CPU, share", "cpu/allocatable_utilization"),
    graph("Nodes: memory, share", "memory/allocatable_utilization"),
  ];
}

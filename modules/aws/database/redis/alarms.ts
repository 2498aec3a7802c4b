import type { AlarmSpec } from "../../operations/alarm";
import type { Metric } from "../../operations/metric";
import { isSharded, type Topology } from "./topology";

/**
 * Ids of a replication group's nodes when the group is created. ElastiCache publishes metrics per node, not per group.
 * An id is `<group>-<shard>-<node>` with four and three digits, or `<group>-<node>` without shards.
 */
export function nodeIds(group: string, topology: Topology): string[] {
  const numbers = (count: number, digits: number) =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  if (!isSharded(topology)) {
    return numbers(topology.nodes, 3).map((node) => `${group}-${node}`);
  }
  const nodes = numbers(topology.replicasPerShard + 1, 3);
  return numbers(topology.shards, 4).flatMap((shard) => nodes.map((node) => `${group}-${shard}-${node}`));
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html */
export function cacheMetric(node: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "AWS/ElastiCache", name, dimensions: { CacheClusterId: node }, periodSeconds: 60, ...options };
}

export interface CacheAlarmLimits {
  /** Percentage of the memory for data above which the alarm fires. @default 75 */
  readonly memoryPercent?: number;

  /** Connections of one node above which the alarm fires; a node accepts 65,000. @default 10000 */
  readonly connections?: number;

  /** Baseline bandwidth of the node type in Gbit/s; without it there are no alarms on the network. @default none */
  readonly networkGigabits?: number;
}

/** Alarms of one node of a replication group. */
export function cacheAlarms(node: string, limits: CacheAlarmLimits = {}): Readonly<Record<string, AlarmSpec>> {
  const { memoryPercent = 75, connections = 10_000, networkGigabits } = limits;
  const minutes = { periods: 15, severity: "warning" } as const;
  return {
    memory: {
      ...minutes,
      metric: cacheMetric(node, "DatabaseMemoryUsagePercentage"),
      above: memoryPercent,
      description: `More than ${memoryPercent}% of the node's memory is used: more shards, or a larger node type`,
    },
    cpu: {
      ...minutes,
      metric: cacheMetric(node, "EngineCPUUtilization"),
      above: 80,
      description: "The engine's one thread is busy: more shards, or fewer expensive commands",
    },
    connections: {
      ...minutes,
      metric: cacheMetric(node, "CurrConnections"),
      above: connections,
      description: `More than ${connections} connections: more replicas, or clients that pool theirs`,
    },
    ...(networkGigabits !== undefined && networkAlarms(node, networkGigabits)),
  };
}

function networkAlarms(node: string, networkGigabits: number): Record<string, AlarmSpec> {
  const bytesPerMinute = 0.8 * ((networkGigabits * 1e9) / 8) * 60;
  return Object.fromEntries(
    Object.entries({ received: "NetworkBytesIn", sent: "NetworkBytesOut" }).map(([id, name]): [string, AlarmSpec] => [
      id,
      {
        metric: cacheMetric(node, name, { statistic: "Sum" }),
        above: bytesPerMinute,
        periods: 15,
        severity: "warning",
        description: "Four fifths of the network that the node type lastingly has are used",
      },
    ]),
  );
}

import type { AlertSet } from "../operations/alert-policy";
import type { Metric } from "../operations/metric";

export interface RedisAlertLimits {
  /** The instance has a replica in a second zone. */
  readonly highAvailability: boolean;

  /** Keys evicted in a minute. With `allkeys-lru` a full cache evicts by design. @default 1000 */
  readonly evictedKeysPerMinute?: number;

  /** Connections; an instance accepts 65,000. @default 10000 */
  readonly connections?: number;
}

/**
 * A metric of a Memorystore instance.
 * https://cloud.google.com/memorystore/docs/redis/supported-monitoring-metrics
 *
 * @param instance `projects/<project>/locations/<region>/instances/<name>`
 */
export function redisMetric(instance: string, name: string, options: Partial<Metric> = {}): Metric {
  const { labels, ...other } = options;
  return {
    type: `redis.googleapis.com/${name}`,
    resource: "redis_instance",
    labels: { "resource.labels.instance_id": instance, ...labels },
    ...other,
  };
}

/** Alerts of a Redis instance. */
export function redisAlerts(instance: string, limits: RedisAlertLimits): AlertSet {
  const { highAvailability, evictedKeysPerMinute = 1000, connections = 10_000 } = limits;
  const metric = (name: string, options?: Partial<Metric>) => redisMetric(instance, name, options);
  return {
    down: {
      // The metric is above 0 while a node runs, so only missing data breaches the threshold.
      metric: metric("server/uptime", { aligner: "ALIGN_MAX", reducer: "REDUCE_MAX", periodSeconds: 60 }),
      below: 1,
      minutes: 10,
      missingData: "breaching",
      severity: "critical",
      section: "memorystore-down",
      description: "No node of the cache has reported for ten minutes",
    },
    memory: {
      metric: metric("stats/memory/system_memory_usage_ratio", { aligner: "ALIGN_MAX" }),
      above: 0.8,
      severity: "warning",
      description: "More than 80% of the memory are used; when it is full, Memorystore refuses writes",
    },
    evictions: {
      metric: metric("stats/evicted_keys", { aligner: "ALIGN_DELTA", reducer: "REDUCE_SUM", periodSeconds: 60 }),
      above: evictedKeysPerMinute,
      severity: "warning",
      description: `More than ${evictedKeysPerMinute} keys a minute are evicted: the data in use does not fit in the memory`,
    },
    cpu: {
      metric: metric("stats/cpu_utilization_main_thread", {
        aligner: "ALIGN_RATE",
        reducer: "REDUCE_SUM",
        groupBy: ["resource.labels.node_id"],
        periodSeconds: 60,
      }),
      above: 0.8,
      severity: "warning",
      description: "The engine's main thread is busy: fewer expensive commands, or a larger instance",
    },
    connections: {
      metric: metric("clients/connected", { aligner: "ALIGN_MAX" }),
      above: connections,
      severity: "warning",
      description: `More than ${connections} connections: clients should pool theirs`,
    },
    ...(highAvailability && {
      lag: {
        metric: metric("replication/master/slaves/lag", { aligner: "ALIGN_MAX", reducer: "REDUCE_MAX" }),
        above: 60,
        severity: "warning",
        description: "The replica is more than a minute behind: a failover would lose what it lacks",
      },
    }),
  };
}

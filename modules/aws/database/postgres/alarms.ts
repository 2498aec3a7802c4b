import type { AlarmSpec } from "../../operations/alarm";
import type { Metric } from "../../operations/metric";

export interface PostgresAlarmLimits {
  /** Value of the parameter `max_connections`. */
  readonly maxConnections: number;

  /** Share of `max_connections`, in percent, above which the alarm fires. @default 80 */
  readonly connectionsPercent?: number;

  /** Memory of the instance class in GiB. */
  readonly memoryGibibytes: number;

  /** Allocated storage in GiB, before any autoscaling. */
  readonly allocatedGibibytes: number;

  /**
   * Whether the instance class is burstable (`db.t*`), so that the instance slows down when its CPU credits are used
   * up. @default false
   */
  readonly burstable?: boolean;
}

const GIBIBYTE = 2 ** 30;

/**
 * A metric of an RDS instance.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function postgresMetric(identifier: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "AWS/RDS", name, dimensions: { DBInstanceIdentifier: identifier }, ...options };
}

/** Alarms of a PostgreSQL instance that serves clients. RDS scales only the storage automatically. */
export function postgresAlarms(identifier: string, limits: PostgresAlarmLimits): Readonly<Record<string, AlarmSpec>> {
  const { maxConnections, connectionsPercent = 80, memoryGibibytes, allocatedGibibytes, burstable = false } = limits;
  const metric = (name: string, options?: Partial<Metric>) => postgresMetric(identifier, name, options);
  return {
    cpu: {
      metric: metric("CPUUtilization"),
      above: 80,
      severity: "warning",
      description: "CPU above 80% for fifteen minutes: find the expensive queries, or take a larger class",
    },
    connections: {
      metric: metric("DatabaseConnections"),
      above: Math.floor((maxConnections * connectionsPercent) / 100),
      severity: "warning",
      description: `More than ${connectionsPercent}% of the connections are taken: find what keeps them open`,
    },
    memory: {
      metric: metric("FreeableMemory"),
      below: Math.floor((memoryGibibytes * GIBIBYTE) / 10),
      severity: "warning",
      description: "Less than a tenth of the memory is free",
    },
    storage: {
      metric: metric("FreeStorageSpace", { statistic: "Minimum" }),
      below: Math.floor((allocatedGibibytes * GIBIBYTE) / 10),
      periods: 1,
      missingData: "ignore",
      severity: "critical",
      description:
        "Less than a tenth of the storage is free; a full disk stops the database. Look for replication slots",
    },
    "transaction-ids": {
      metric: metric("MaximumUsedTransactionIDs", { statistic: "Maximum", periodSeconds: 3600 }),
      above: 1_000_000_000,
      periods: 1,
      severity: "critical",
      description: "A billion transaction ids are in use; at two billion PostgreSQL stops. Find what blocks autovacuum",
    },
    "replication-slots": {
      metric: metric("OldestReplicationSlotLag", { statistic: "Maximum" }),
      above: Math.floor((allocatedGibibytes * GIBIBYTE) / 10),
      severity: "critical",
      description: "A replication slot keeps a tenth of the storage: its subscriber is gone or too slow",
    },
    ...(burstable && {
      credits: {
        metric: metric("CPUCreditBalance", { statistic: "Minimum" }),
        below: 20,
        severity: "warning",
        description: "The CPU credits end soon, and then the class runs at its baseline",
      } as const,
    }),
  };
}

/**
 * Alarms of a read replica. With an idle source, `ReplicaLag` climbs to five minutes and falls again, because the lag
 * is measured from transactions. A replica whose replication has ended publishes -1.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html
 *
 * @param lagSeconds more than 300
 */
export function replicaAlarms(identifier: string, lagSeconds = 900): Readonly<Record<string, AlarmSpec>> {
  const lag = postgresMetric(identifier, "ReplicaLag", { statistic: "Maximum" });
  return {
    lag: {
      metric: lag,
      above: lagSeconds,
      missingData: "breaching",
      severity: "warning",
      description: `The replica is more than ${lagSeconds} seconds behind its source, or it does not run`,
    },
    "replication-ended": {
      metric: lag,
      below: 0,
      severity: "critical",
      description: "Replication has ended: the replica serves old data and cannot be promoted without loss",
    },
  };
}

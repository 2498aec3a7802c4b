import type { AlarmSpec } from "../../operations/alarm";
import type { Metric } from "../../operations/metric";
import { defaultConnections } from "../default-connections";

/**
 * A metric of an Aurora cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function auroraMetric(identifier: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "AWS/RDS", name, dimensions: { DBClusterIdentifier: identifier }, ...options };
}

export interface AuroraAlarmLimits {
  /** Memory of one instance in GiB; for a serverless instance, the memory of its maximum capacity. */
  readonly memoryGibibytes: number;

  /** Value of the parameter `max_connections`. @default Aurora's default for the memory, at most 5000 */
  readonly maxConnections?: number;
}

/** Alarms of an Aurora cluster for PostgreSQL. None is on storage, which grows automatically. */
export function auroraAlarms(identifier: string, { memoryGibibytes, ...limits }: AuroraAlarmLimits) {
  const { maxConnections = defaultConnections(memoryGibibytes) } = limits;
  return {
    cpu: {
      metric: auroraMetric(identifier, "CPUUtilization"),
      above: 80,
      severity: "warning",
      description: "CPU above 80% for fifteen minutes: find the expensive queries, or take a larger class",
    },
    connections: {
      metric: auroraMetric(identifier, "DatabaseConnections", { statistic: "Maximum" }),
      above: Math.floor(maxConnections * 0.8),
      severity: "warning",
      description: "Four fifths of an instance's connections are taken: find what keeps them open",
    },
    memory: {
      metric: auroraMetric(identifier, "FreeableMemory", { statistic: "Minimum" }),
      below: Math.floor((memoryGibibytes * 2 ** 30) / 10),
      severity: "warning",
      description: "Less than a tenth of an instance's memory is free",
    },
    "transaction-ids": {
      metric: auroraMetric(identifier, "MaximumUsedTransactionIDs", { statistic: "Maximum", periodSeconds: 3600 }),
      above: 1_000_000_000,
      periods: 1,
      severity: "critical",
      description: "A billion transaction ids are in use; at two billion PostgreSQL stops. Find what blocks autovacuum",
    },
  } satisfies Record<string, AlarmSpec>;
}

import type { AlarmSpec } from "../operations/alarm";

interface Replication {
  /** Name of the source bucket. */
  readonly source: string;
  /** Name of the destination bucket. */
  readonly destination: string;
  readonly ruleId: string;
}

export interface ReplicationAlarmLimits {
  /** Replication lag in seconds above which the alarm fires. @default 1800 */
  readonly replicationLagSeconds?: number;
}

/**
 * Alarms of a replication with metrics.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export function replicationAlarms(
  { source, destination, ruleId }: Replication,
  { replicationLagSeconds = 1800 }: ReplicationAlarmLimits = {},
) {
  const dimensions = { SourceBucket: source, DestinationBucket: destination, RuleId: ruleId };
  return {
    "failed-replication": {
      metric: { namespace: "AWS/S3", name: "OperationsFailedReplication", dimensions, statistic: "Sum" },
      above: 0,
      periods: 1,
      severity: "warning",
      description: `Objects of ${source} were not replicated: look for a permission on the destination or on its key`,
    },
    "replication-lag": {
      metric: { namespace: "AWS/S3", name: "ReplicationLatency", dimensions, statistic: "Maximum" },
      above: replicationLagSeconds,
      severity: "warning",
      description: `The copy of ${source} is more than ${replicationLagSeconds} seconds behind`,
    },
  } satisfies Record<string, AlarmSpec>;
}

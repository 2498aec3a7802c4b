import type { AlarmSpec } from "./alarm";
import type { Metric } from "./metric";

/** Daily backups of one type. */
interface DailyBackups {
  /** Type in AWS Backup's metrics, such as `RDS` or `EBS`. */
  readonly type: string;

  /** Backups that a day has at least: one for each resource that is named, one for all that have a tag. */
  readonly count: number;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * A metric of the account's jobs in a region. Copies are counted in the region of what they copy.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
function jobMetric(name: string, type: string): Metric {
  return {
    namespace: "AWS/Backup",
    name,
    dimensions: { ResourceType: type },
    statistic: "Sum",
    periodSeconds: DAY_SECONDS,
  };
}

/** Two days, because backups of one night can end on either side of the moment at which CloudWatch cuts its days. */
const LATE = { periods: 2, missingData: "breaching", severity: "warning" } as const;

/** Alarms on daily backups that do not come. A job that never begins has no event; they also fire until the first night is over. */
export function backupAlarms({ type, count }: DailyBackups) {
  return {
    "late-backup": {
      ...LATE,
      metric: jobMetric("NumberOfBackupJobsCompleted", type),
      below: count,
      description: `Fewer than ${count} backups of ${type} completed in each of two days: look at the jobs in AWS Backup`,
    },
  } satisfies Record<string, AlarmSpec>;
}

/** Alarms on copies of daily backups that do not come. */
export function copyAlarms({ type, count }: DailyBackups) {
  return {
    "late-copy": {
      ...LATE,
      metric: jobMetric("NumberOfCopyJobsCompleted", type),
      below: count,
      description: `Fewer than ${count} copies of backups of ${type} completed in each of two days: look at the copy jobs`,
    },
  } satisfies Record<string, AlarmSpec>;
}

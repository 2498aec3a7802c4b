import type { AlarmSpec } from "../operations/alarm";
import { withZeros } from "../operations/metric";

/** Daily backups of one type. */
interface DailyBackups {
  /** Type in AWS Backup's metrics, such as `RDS` or `EBS`. */
  readonly type: string;

  /** Backups that a day has at least: one for each resource that is named, one for all that have a tag. */
  readonly count: number;

  /** Whether each backup is copied. CloudWatch counts copies in the region of what they copy. @default false */
  readonly copied?: boolean;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Alarms on daily backups, and on their copies, that do not come. A job that never begins has no event. The alarms also
 * fire until the first night is over. https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export function backupAlarms({ type, count, copied = false }: DailyBackups): Record<string, AlarmSpec> {
  const late = (kind: "Backup" | "Copy", words: string): AlarmSpec => ({
    metric: withZeros({
      namespace: "AWS/Backup",
      name: `NumberOf${kind}JobsCompleted`,
      dimensions: { ResourceType: type },
      statistic: "Sum",
      periodSeconds: DAY_SECONDS,
    }),
    below: count,
    // Backups of one night can end on either side of the moment at which CloudWatch cuts its days.
    periods: 2,
    missingData: "breaching",
    severity: "warning",
    description: `Fewer than ${count} ${words}`,
  });
  return {
    "late-backup": late("Backup", `backups of ${type} completed in each of two days: look at the jobs in AWS Backup`),
    ...(copied && {
      "late-copy": late("Copy", `copies of backups of ${type} completed in each of two days: look at the copy jobs`),
    }),
  };
}

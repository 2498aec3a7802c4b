import type { AlarmSpec } from "../operations/alarm";
import { withZeros } from "../operations/metric";

/** Daily backups of one type. */
interface DailyBackups {
  /** Type in AWS Backup's metrics, such as `RDS` or `EBS`. */
  readonly type: string;

  /**
   * Minimum number of backups a day: one for each resource in a list of ARNs, and one when a tag selects the resources.
   */
  readonly count: number;

  /**
   * Whether each backup is copied to another region. CloudWatch counts copies in the region of the original.
   * @default false
   */
  readonly copied?: boolean;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Alarms on missing daily backups and missing copies, because a job that never starts sends no event. They also fire
 * before the first night of backups is over. https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
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
    // The backups of one night can end before and after the moment at which CloudWatch's period of a day ends.
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

import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";

export interface FileSystemAlarmLimits {
  /** Lag of a copy in another region, in seconds, above which the alarm fires. @default 3600 */
  readonly copyLagSeconds?: number;
}

/** https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html */
function fileSystemMetric(fileSystemId: string, name: string, statistic: string): Metric {
  return { namespace: "AWS/EFS", name, dimensions: { FileSystemId: fileSystemId }, statistic };
}

/** Alarms of a file system. @param copyId file system that it is replicated to */
export function fileSystemAlarms(
  fileSystemId: string,
  copyId?: string,
  { copyLagSeconds = 3600 }: FileSystemAlarmLimits = {},
): Readonly<Record<string, AlarmSpec>> {
  return {
    "io-limit": {
      metric: fileSystemMetric(fileSystemId, "PercentIOLimit", "Maximum"),
      above: 90,
      severity: "warning",
      description: "The file system is near the operations a second that it can do, and clients wait",
    },
    ...(copyId !== undefined && {
      "copy-lag": {
        metric: {
          namespace: "AWS/EFS",
          name: "TimeSinceLastSync",
          dimensions: { FileSystemId: fileSystemId, DestinationFileSystemId: copyId },
          statistic: "Maximum",
        },
        above: copyLagSeconds,
        severity: "warning",
        description: `The copy of the file system in the other region is more than ${copyLagSeconds} seconds old`,
      } as const,
    }),
  };
}

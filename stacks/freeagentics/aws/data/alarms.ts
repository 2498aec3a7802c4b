import { postgresMetric } from "@modules/aws/database/postgres/alarms";
import type { AlarmSpec } from "@modules/aws/operations/alarm";

/** Alarm on the I/O operations of the database's storage. */
export function storageOperationsAlarm(identifier: string, allocatedGibibytes: number): AlarmSpec {
  return {
    metric: {
      expression: "reads + writes",
      label: "Operations a second",
      metrics: {
        reads: postgresMetric(identifier, "ReadIOPS"),
        writes: postgresMetric(identifier, "WriteIOPS"),
      },
    },
    above: 0.8 * baselineIops(allocatedGibibytes),
    severity: "warning",
    description: "Four fifths of the storage's operations a second are used: more storage, or another class",
  };
}

/**
 * Baseline IOPS of a gp3 volume for PostgreSQL; RDS stripes volumes of 400 GiB and more.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
function baselineIops(gibibytes: number): number {
  return gibibytes < 400 ? 3000 : 12_000;
}

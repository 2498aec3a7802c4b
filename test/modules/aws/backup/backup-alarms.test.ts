import { backupAlarms } from "@modules/aws/backup/backup-alarms";
import { expect, test } from "vitest";

test("warns of a type whose backups or copies did not complete for two days, also when no job has ever begun", () => {
  const alarms = backupAlarms({ type: "RDS", count: 2, copied: true });

  expect(alarms["late-backup"]).toMatchObject({
    metric: {
      expression: "FILL(count, 0)",
      metrics: {
        count: {
          namespace: "AWS/Backup",
          name: "NumberOfBackupJobsCompleted",
          dimensions: { ResourceType: "RDS" },
          statistic: "Sum",
          periodSeconds: 86_400,
        },
      },
    },
    below: 2,
    periods: 2,
    missingData: "breaching",
  });
  expect(alarms["late-copy"]).toMatchObject({
    metric: { metrics: { count: { name: "NumberOfCopyJobsCompleted" } } },
    below: 2,
  });
  expect(Object.keys(backupAlarms({ type: "RDS", count: 2 }))).toEqual(["late-backup"]);
});

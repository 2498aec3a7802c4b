import { BackupReports } from "@modules/aws/backup/backup-reports";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** Daily reports on backups, copies and restores, kept for seven years. */
export function example(scope: Construct): void {
  new BackupReports(scope, "reports", {
    name: "example",
    bucketName: "example-backup-reports",
    accessLogs: Bucket.fromExisting(scope, "access-logs", { name: "example-access-logs" }),
  });
}

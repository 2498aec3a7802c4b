import { AuditBucket } from "@modules/aws/security/audit-bucket";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A bucket that keeps audit records for a year. */
export function example(scope: Construct): void {
  new AuditBucket(scope, "records", {
    name: "example-audit-records",
    expirationDays: 365,
    accessLogs: Bucket.fromExisting(scope, "logs", { name: "example-access-logs" }),
  });
}

import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";

/** A bucket that keeps access logs for 90 days. An existing bucket records requests for the logs. */
export function example(scope: Construct): void {
  new LogBucket(scope, "access-logs", {
    name: "acme-web-access-logs",
    expirationDays: 90,
    accessLogs: Bucket.fromExisting(scope, "audit", { name: "acme-audit-logs" }),
  });
}

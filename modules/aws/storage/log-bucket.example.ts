import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";

/** A bucket for access logs that are kept for 90 days; requests for the logs are recorded in a bucket that exists. */
export function example(scope: Construct): void {
  new LogBucket(scope, "access-logs", {
    name: "acme-web-access-logs",
    expirationDays: 90,
    accessLogs: Bucket.fromExisting(scope, "audit", { name: "acme-audit-logs" }),
  });
}

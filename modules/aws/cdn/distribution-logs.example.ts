import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";

/** A bucket for access logs of distributions; pass the logs to each `Distribution`. */
export function example(scope: Construct): void {
  const bucket = new LogBucket(scope, "bucket", {
    name: "acme-cdn-logs",
    accessLogs: Bucket.fromExisting(scope, "audit", { name: "acme-audit-logs" }),
  });

  new DistributionLogs(scope, "logs", { name: "cdn-logs", bucket });
}

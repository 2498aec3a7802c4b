import { LogBucket } from "@modules/google/operations/log-bucket";
import type { Construct } from "constructs";

/** Audit logs of data access, kept for three years. */
export function example(scope: Construct): void {
  new LogBucket(scope, "audit", {
    name: "data-access",
    logs: ["cloudaudit.googleapis.com/data_access"],
    retentionDays: 3 * 365,
  });
}

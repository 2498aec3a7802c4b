import { UsageExport } from "@modules/aws/cost/usage-export";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A daily export of usage and cost, kept for three years. */
export function example(scope: Construct): void {
  new UsageExport(scope, "usage", {
    name: "shop-usage",
    bucket: "shop-usage-reports",
    accessLogs: Bucket.fromExisting(scope, "access-logs", { name: "shop-usage-access-logs" }),
  });
}

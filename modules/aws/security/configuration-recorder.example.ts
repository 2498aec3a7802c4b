import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** Records every change of the configuration of a region, and delivers the records to a bucket. */
export function example(scope: Construct): void {
  new ConfigurationRecorder(scope, "recorder", {
    name: "example-recorder",
    bucket: Bucket.fromExisting(scope, "records", { name: "example-audit-records" }),
  });
}

import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** Every change of the configuration of a region, delivered to a bucket. */
export function example(scope: Construct): void {
  new ConfigurationRecorder(scope, "recorder", {
    name: "example-recorder",
    bucket: Bucket.fromExisting(scope, "records", { name: "example-audit-records" }),
  });
}

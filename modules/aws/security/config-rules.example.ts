import { ConfigRules } from "@modules/aws/security/config-rules";
import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A rule that finds volumes without encryption. */
export function example(scope: Construct): void {
  const recorder = new ConfigurationRecorder(scope, "rules-recorder", {
    name: "example-rules-recorder",
    bucket: Bucket.fromExisting(scope, "records", { name: "example-audit-records" }),
  });

  new ConfigRules(scope, "rules", {
    recorder,
    rules: { "encrypted-volumes": { identifier: "ENCRYPTED_VOLUMES" } },
  });
}

import { Key } from "@modules/aws/security/key";
import { Trail, trailKeyStatement } from "@modules/aws/security/trail";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** Records management events of all regions in a bucket of their own. */
export function example(scope: Construct): void {
  const key = new Key(scope, "trail-key", {
    name: "trail-example",
    description: "Files of the trail",
    policy: [trailKeyStatement(scope)],
  });

  new Trail(scope, "trail", {
    name: "management-events",
    bucket: Bucket.fromExisting(scope, "records", { name: "example-audit-records" }),
    key,
  });
}

import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import type { Construct } from "constructs";

/** Replicates contracts to a bucket in another region within fifteen minutes. */
export function example(scope: Construct): void {
  const source = new Bucket(scope, "contracts", {
    name: "acme-contracts",
    accessLogs: Bucket.fromExisting(scope, "access-logs", { name: "acme-access-logs" }),
  });
  const destination = Bucket.fromExisting(scope, "copies", { name: "acme-contracts-copies", region: "us-west-2" });

  new BucketReplication(scope, "replication", {
    roleName: "contracts-replication",
    buckets: { contracts: { source, destination } },
    timeControl: true,
  });
}

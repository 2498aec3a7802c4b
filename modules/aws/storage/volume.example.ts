import { Key } from "@modules/aws/security/key";
import { SnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import { Volume } from "@modules/aws/storage/volume";
import type { Construct } from "constructs";

/** A volume of 500 GiB for a search index, with more throughput than the baseline and daily snapshots. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "search", description: "Volume of the search index" });

  new Volume(scope, "index", {
    name: "search-index",
    availabilityZone: "us-east-1a",
    sizeGibibytes: 500,
    iops: 4000,
    throughputMebibytesPerSecond: 500,
    key,
    snapshotPolicy: new SnapshotPolicy(scope, "snapshots", { name: "search-snapshots", key }),
  });
}

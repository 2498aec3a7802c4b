import { Key } from "@modules/aws/security/key";
import { SnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import type { Construct } from "constructs";

/** Daily snapshots for two weeks, with copies in a second region that are encrypted with an existing key there. */
export function example(scope: Construct): void {
  const west = Key.fromExisting(scope, "west", {
    arn: "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  });

  new SnapshotPolicy(scope, "snapshots", {
    name: "ledger-snapshots",
    key: new Key(scope, "key", { name: "ledger", description: "Volumes of the ledger" }),
    retained: 14,
    time: "02:00",
    copy: { region: "us-west-2", key: west, retentionDays: 30 },
  });
}

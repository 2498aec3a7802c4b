import { BackupVault } from "@modules/aws/backup/backup-vault";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A vault whose backups are locked for thirty days. */
export function example(scope: Construct): void {
  new BackupVault(scope, "vault", {
    name: "example-vault",
    key: Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }),
    minRetentionDays: 30,
  });
}

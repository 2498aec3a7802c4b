import { BackupPlan } from "@modules/aws/backup/backup-plan";
import { BackupVault } from "@modules/aws/backup/backup-vault";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** Daily backups of a table, kept for five weeks. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  new BackupPlan(scope, "plan", {
    name: "example-daily",
    schedule: "cron(0 5 * * ? *)",
    retentionDays: 35,
    vault: new BackupVault(scope, "vault", { name: "example-daily-vault", key }),
    resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
    role: Role.fromExisting(scope, "role", { arn: "arn:aws:iam::111122223333:role/backup" }),
  });
}

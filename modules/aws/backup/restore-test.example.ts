import { BackupVault } from "@modules/aws/backup/backup-vault";
import { RestoreTest } from "@modules/aws/backup/restore-test";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** Restores and validates the newest backups of a table and of a database on the first day of each quarter. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  new RestoreTest(scope, "test", {
    name: "example_restores",
    schedule: "cron(0 8 1 1,4,7,10 ? *)",
    vault: new BackupVault(scope, "vault", { name: "example-restores-vault", key }),
    selections: {
      orders: { type: "DynamoDB", resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"] },
      database: {
        type: "RDS",
        resources: ["arn:aws:rds:us-east-1:111122223333:db:shop"],
        metadata: { dbSubnetGroupName: "shop-database" },
      },
    },
    role: Role.fromExisting(scope, "role", { arn: "arn:aws:iam::111122223333:role/restore" }),
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}

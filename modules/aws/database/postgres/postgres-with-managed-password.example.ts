import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A PostgreSQL server whose master password RDS generates and rotates. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  new PostgresWithManagedPassword(scope, "invoices", {
    identifier: "invoices",
    engineVersion: "17",
    instanceClass: "db.t4g.medium",
    allocatedGibibytes: 50,
    databaseName: "invoices",
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}

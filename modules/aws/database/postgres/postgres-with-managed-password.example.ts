import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A PostgreSQL server whose master password RDS generates and rotates every thirty days. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { database: { tier: "isolated", subnets } },
  });
  const key = new Key(scope, "key", {
    name: "invoices-database",
    description: "Invoices",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const database = new PostgresWithManagedPassword(scope, "invoices", {
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
  new ManagedMasterPassword(scope, "credentials", { database, rotationDays: 30 });
}

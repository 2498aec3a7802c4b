import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { DatabaseUsers } from "@modules/aws/database/users/database-users";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** The credentials of a server whose password RDS manages, read by the function that makes the users of services. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets }, database: { tier: "isolated", subnets } },
  });
  const key = new Key(scope, "key", {
    name: "tickets-database",
    description: "Tickets",
    services: ["logs.us-east-1.amazonaws.com"],
  });
  const logs = { logsKey: key, logRetentionDays: 365 };

  const database = new PostgresWithManagedPassword(scope, "tickets", {
    identifier: "tickets",
    engineVersion: "17",
    instanceClass: "db.t4g.medium",
    allocatedGibibytes: 50,
    databaseName: "tickets",
    vpc,
    key,
    ...logs,
  });
  const masterPassword = new ManagedMasterPassword(scope, "credentials", { database, rotationDays: 60 });
  const users = { migrations: { access: "own" }, sales: { access: "write" } } as const;
  const functionName = "manage-ticket-users";
  new DatabaseUsers(scope, "users", { database, masterPassword, users, functionName, vpc, ...logs });
}

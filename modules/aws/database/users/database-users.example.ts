import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { DatabaseUsers } from "@modules/aws/database/users/database-users";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A service that logs in with IAM tokens, its schema migrations, and reports whose driver knows passwords only. */
export function example(scope: Construct): void {
  const zones = (kind: string) => ({
    "us-east-1a": { id: `subnet-0abc1${kind}`, cidr: `10.20.1${kind}.0/24`, routeTableId: `rtb-0abc1${kind}` },
    "us-east-1b": { id: `subnet-0abc2${kind}`, cidr: `10.20.2${kind}.0/24`, routeTableId: `rtb-0abc2${kind}` },
  });
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: {
      private: { tier: "private", subnets: zones("1") },
      database: { tier: "isolated", subnets: zones("2") },
    },
  });
  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "parcels-database", description: "Parcels", services });
  const logs = { logsKey: key, logRetentionDays: 365 };

  const database = new PostgresWithManagedPassword(scope, "parcels", {
    identifier: "parcels",
    engineVersion: "17",
    instanceClass: "db.t4g.medium",
    allocatedGibibytes: 50,
    databaseName: "parcels",
    vpc,
    key,
    ...logs,
  });
  const masterPassword = new ManagedMasterPassword(scope, "master-password", { database });
  const functionName = "manage-parcels-users";
  const reports = { access: "read", secret: { name: "parcels/reports" } } as const;
  const users = { migrations: { access: "own" }, sorting: { access: "write" }, reports } as const;
  const made = new DatabaseUsers(scope, "users", { database, masterPassword, functionName, users, vpc, ...logs });

  made.grantConnect(new Role(scope, "sorting", { name: "parcel-sorting", assumedBy: "ec2.amazonaws.com" }), "sorting");
}

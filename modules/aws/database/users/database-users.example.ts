import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { DatabaseUsers } from "@modules/aws/database/users/database-users";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** Users for schema migrations and for a service, which log in with IAM tokens. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { private: { tier: "private", subnets }, database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const common = { vpc, logsKey: key, logRetentionDays: 365 };

  const database = new PostgresWithManagedPassword(scope, "parcels", {
    ...common,
    identifier: "parcels",
    engineVersion: "17",
    instanceClass: "db.t4g.medium",
    allocatedGibibytes: 50,
    databaseName: "parcels",
    key,
  });
  const masterPassword = new ManagedMasterPassword(scope, "master-password", { database });
  const users = { migrations: { access: "own" }, sorting: { access: "write" } } as const;
  const functionName = "manage-parcels-users";
  const made = new DatabaseUsers(scope, "users", { ...common, database, masterPassword, functionName, users });

  made.grantConnect(new Role(scope, "sorting", { name: "parcel-sorting", assumedBy: "ec2.amazonaws.com" }), "sorting");
}

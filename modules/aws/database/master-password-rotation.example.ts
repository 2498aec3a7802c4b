import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres } from "@modules/aws/database/postgres/postgres";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A server with read replicas, whose master password a function sets and rotates. */
export function example(scope: Construct): void {
  const functions = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const databases = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets: functions }, database: { tier: "isolated", subnets: databases } },
  });
  const key = new Key(scope, "key", {
    name: "accounts-database",
    description: "Accounts",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const common = { vpc, logsKey: key, logRetentionDays: 365 };

  const database = new Postgres(scope, "accounts", {
    ...common,
    identifier: "accounts",
    engineVersion: "17",
    instanceClass: "db.r7g.large",
    allocatedGibibytes: 200,
    databaseName: "accounts",
    key,
  });
  new MasterPasswordRotation(scope, "credentials", {
    ...common,
    database,
    secretName: "accounts/database-credentials",
    functionName: "rotate-accounts-password",
  });
}

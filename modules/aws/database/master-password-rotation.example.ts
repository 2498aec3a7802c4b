import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres } from "@modules/aws/database/postgres/postgres";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A server with read replicas, whose master password a function sets and rotates. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { private: { tier: "private", subnets }, database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const common = { logsKey: key, logRetentionDays: 365 };

  const database = new Postgres(scope, "accounts", {
    ...common,
    vpc,
    identifier: "accounts",
    engineVersion: "17",
    instanceClass: "db.r7g.large",
    allocatedGibibytes: 200,
    databaseName: "accounts",
    key,
  });
  const secretName = "accounts/database-credentials";
  const functionName = "rotate-accounts-password";
  new MasterPasswordRotation(scope, "credentials", { ...common, database, secretName, functionName });
}

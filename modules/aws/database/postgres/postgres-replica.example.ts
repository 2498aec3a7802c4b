import { Postgres } from "@modules/aws/database/postgres/postgres";
import { PostgresReplica } from "@modules/aws/database/postgres/postgres-replica";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A server, and a read replica of it in one availability zone. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const common = { instanceClass: "db.r7g.large", vpc, key, logsKey: key, logRetentionDays: 365 };

  const source = new Postgres(scope, "catalog", {
    ...common,
    identifier: "catalog",
    engineVersion: "17",
    allocatedGibibytes: 100,
    databaseName: "catalog",
  });
  new PostgresReplica(scope, "read", { ...common, source, identifier: "catalog-read", engineVersion: "17" });
}

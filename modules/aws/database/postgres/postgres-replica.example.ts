import { Postgres } from "@modules/aws/database/postgres/postgres";
import { PostgresReplica } from "@modules/aws/database/postgres/postgres-replica";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A server and a read replica of it, which accepts the same number of connections. */
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
    name: "catalog-database",
    description: "Catalog",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const common = { vpc, key, logsKey: key, logRetentionDays: 365, parameters: { max_connections: "500" } };

  const source = new Postgres(scope, "catalog", {
    ...common,
    identifier: "catalog",
    engineVersion: "17",
    instanceClass: "db.r7g.large",
    allocatedGibibytes: 100,
    databaseName: "catalog",
  });
  new PostgresReplica(scope, "catalog-read", {
    ...common,
    source,
    identifier: "catalog-read",
    engineVersion: "17",
    instanceClass: "db.r7g.large",
    availabilityZone: "us-east-1b",
  });
}

import { Postgres } from "@modules/aws/database/postgres/postgres";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A PostgreSQL 17 server in two availability zones, open to the servers of one security group. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  const warehouse = new Postgres(scope, "warehouse", {
    identifier: "warehouse",
    engineVersion: "17",
    instanceClass: "db.m7g.large",
    allocatedGibibytes: 100,
    databaseName: "warehouse",
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
  warehouse.connections.allowFrom(SecurityGroup.fromExisting(scope, "api", { id: "sg-0abc1234def567890" }));
}

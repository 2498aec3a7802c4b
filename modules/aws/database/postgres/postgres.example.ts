import { Postgres } from "@modules/aws/database/postgres/postgres";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A PostgreSQL 17 server in two availability zones, which one security group may reach and one role may log in to. */
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
    name: "warehouse-database",
    description: "Warehouse",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const warehouse = new Postgres(scope, "warehouse", {
    identifier: "warehouse",
    engineVersion: "17",
    instanceClass: "db.m7g.large",
    allocatedGibibytes: 100,
    maxAllocatedGibibytes: 500,
    databaseName: "warehouse",
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });

  const api = new SecurityGroup(scope, "api", { name: "warehouse-api", description: "Warehouse API", vpc });
  warehouse.connections.allowFrom(api);
  warehouse.grantConnect(
    new Role(scope, "role", { name: "warehouse-api", assumedBy: "ecs-tasks.amazonaws.com" }),
    "api",
  );
}

import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { POSTGRES_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { SecurityGroup } from "../../network/security-group";
import type { IVpc } from "../../network/vpc";

export interface PostgresPlace {
  readonly identifier: string;
  readonly vpc: IVpc;
  /** @default "database" */
  readonly subnetGroup?: string;
  /** @default "<identifier>-sg" */
  readonly securityGroupName?: string;
}

export interface PostgresNetwork {
  readonly connections: Connections;
  readonly securityGroupId: string;
  readonly subnetGroupName: string;
}

/** Subnets for a server, or for a cluster of them, and a security group that admits nobody yet. */
export function addPostgresNetwork(scope: Construct, place: PostgresPlace): PostgresNetwork {
  const { identifier, vpc, subnetGroup = "database", securityGroupName = `${identifier}-sg` } = place;
  const group = new SecurityGroup(scope, "security-group", {
    name: securityGroupName,
    description: `PostgreSQL ${identifier}`,
    vpc,
    ports: { postgres: POSTGRES_PORT },
  });
  const subnets = new DbSubnetGroup(scope, "subnets", {
    name: `${identifier}-subnets`,
    description: `Subnets of ${identifier}`,
    subnetIds: vpc.subnetIds(subnetGroup),
  });
  return { connections: group.connections, securityGroupId: group.id, subnetGroupName: subnets.name };
}

import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { POSTGRES_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { SecurityGroup } from "../../network/security-group";
import type { PostgresServerProps } from "./props";

export type PostgresNetworkProps = Pick<
  PostgresServerProps,
  "identifier" | "vpc" | "subnetGroup" | "securityGroupName"
>;

export interface PostgresNetwork {
  readonly connections: Connections;
  readonly securityGroupId: string;
  readonly subnetGroupName: string;
}

/** Adds the subnet group and the security group of an instance or a cluster. The security group has no rules yet. */
export function addPostgresNetwork(scope: Construct, props: PostgresNetworkProps): PostgresNetwork {
  const { identifier, vpc, subnetGroup = "database", securityGroupName = `${identifier}-sg` } = props;
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

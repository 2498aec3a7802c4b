import {
  ElasticacheSubnetGroup,
  type ElasticacheSubnetGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct, type IConstruct } from "constructs";
import type { Connections, IConnectable } from "../../network/connections";
import { SecurityGroup } from "../../network/security-group";
import type { IVpc } from "../../network/vpc";

export interface ICacheNetwork extends IConstruct {
  readonly subnetGroupName: string;
  readonly securityGroupId: string;
}

export interface CacheNetworkProps {
  /** Name of the subnet group, at most 255 lower-case letters, digits and hyphens. */
  readonly subnetGroupName: string;

  /** Name of the security group, at most 255 characters. */
  readonly securityGroupName: string;

  readonly vpc: IVpc;

  /** Subnets of the VPC for the caches. @default "database" */
  readonly subnetGroup?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ElasticacheSubnetGroupConfig>;
}

/** A subnet group and a security group, shared by caches with the same clients. */
export class CacheNetwork extends Construct implements ICacheNetwork, IConnectable {
  readonly subnetGroupName: string;
  readonly securityGroupId: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: CacheNetworkProps) {
    super(scope, id);
    const { subnetGroupName, securityGroupName, vpc, subnetGroup = "database", overrides } = props;
    const subnets = new ElasticacheSubnetGroup(this, "Default", {
      name: subnetGroupName,
      description: "Subnets of caches",
      subnetIds: vpc.subnetIds(subnetGroup),
      ...overrides,
    });
    const group = new SecurityGroup(this, "security-group", {
      name: securityGroupName,
      description: "Caches",
      vpc,
      ports: { redis: REDIS_PORT },
    });
    this.subnetGroupName = subnets.name;
    this.securityGroupId = group.id;
    this.connections = group.connections;
  }
}

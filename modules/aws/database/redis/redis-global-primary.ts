import { checkPattern } from "@modules/core/checks";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct, type IConstruct } from "constructs";
import type { IRole } from "../../security/role";
import { addRedisGroup, type RedisProps } from "./group";
import { grantLogin, type IRedis } from "./redis";
import type { FixedTopology } from "./topology";

/** A replication group that can be the primary of a global datastore. */
export interface IRedisGlobalPrimary extends IConstruct {
  readonly id: string;
  /** Name of the group, known at synthesis. */
  readonly name: string;
  readonly nodeType: string;
  readonly topology: FixedTopology;
}

export interface RedisGlobalPrimaryProps extends RedisProps {
  /** Node type of the family m5, r5 or newer, of the size `large` or more. */
  readonly nodeType: string;

  /** Number of nodes, or numbers of shards and of replicas in each; members of a global datastore do not scale. */
  readonly topology: FixedTopology;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html */
const NODE_TYPES = /^cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.\d*x?large$/;

/** Arguments that the global datastore sets for all of its members. */
const DECIDED_BY_GLOBAL = ["parameter_group_name", "node_type", "num_node_groups", "auto_minor_version_upgrade"];

/**
 * A Redis 7 replication group that a `RedisGlobal` replicates to other regions. ElastiCache generates the members'
 * parameter group, upgrades their engine, and changes their nodes only through the global datastore, so Terraform
 * ignores these arguments here. Members have a fixed size.
 */
export class RedisGlobalPrimary extends Construct implements IRedis, IRedisGlobalPrimary {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly port = REDIS_PORT;
  readonly userName: string;
  readonly nodeType: string;
  readonly topology: FixedTopology;

  private readonly userArn: string;

  constructor(scope: Construct, id: string, props: RedisGlobalPrimaryProps) {
    super(scope, id);
    const { name, nodeType, topology } = props;
    checkPattern(this, "nodeType", nodeType, NODE_TYPES, "m5, r5 or newer, large or more, for a global datastore");
    const { group, users, endpoint } = addRedisGroup(this, props, DECIDED_BY_GLOBAL);
    this.arn = group.arn;
    this.id = group.id;
    this.name = name;
    this.endpoint = endpoint;
    this.userName = users.userName;
    this.nodeType = nodeType;
    this.topology = topology;
    this.userArn = users.userArn;
  }

  grantConnect(role: IRole): void {
    grantLogin(this, role, this.userArn);
  }
}

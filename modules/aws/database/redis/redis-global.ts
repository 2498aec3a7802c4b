import {
  ElasticacheGlobalReplicationGroup,
  type ElasticacheGlobalReplicationGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct, type IConstruct } from "constructs";
import type { IRedisGlobalPrimary } from "./redis-global-primary";
import { isSharded } from "./topology";

/** A global datastore that exists, as `aws elasticache describe-global-replication-groups` shows it. */
export interface RedisGlobalAttributes {
  /** Id of the global datastore: a prefix of the region and the name. */
  readonly id: string;
  /** Whether the members have shards, the same number in each. */
  readonly sharded: boolean;
  /** Name of the primary, which no other member may have. */
  readonly primaryName: string;
}

export interface IRedisGlobal extends IConstruct, RedisGlobalAttributes {}

export interface RedisGlobalProps {
  /** Suffix of the id: 1 to 35 lower-case letters, digits and single hyphens, a letter first. */
  readonly name: string;

  readonly description: string;

  /** First member, which accepts writes. */
  readonly primary: Pick<IRedisGlobalPrimary, "id" | "name" | "nodeType" | "topology">;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ElasticacheGlobalReplicationGroupConfig>;
}

/**
 * An ElastiCache global datastore: the primary accepts writes, and replication groups in other regions follow it with
 * about a second of lag. A person promotes another member when the primary's region is lost. Engine version, node type
 * and number of shards change here, for all members together.
 *
 * Destroy the stacks of the other regions first; their members leave by themselves. The primary remains a replication
 * group of its own.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html
 */
export class RedisGlobal extends Construct implements IRedisGlobal {
  /** A global datastore that another stack, tool or team owns; groups of this stack can join it. */
  static fromExisting(scope: Construct, id: string, attributes: RedisGlobalAttributes): IRedisGlobal {
    return Object.assign(new Construct(scope, id), attributes);
  }

  readonly id: string;
  readonly sharded: boolean;
  readonly primaryName: string;

  constructor(scope: Construct, id: string, props: RedisGlobalProps) {
    super(scope, id);
    const { name, description, primary, overrides } = props;
    const { nodeType, topology } = primary;
    const group = new ElasticacheGlobalReplicationGroup(this, "Default", {
      globalReplicationGroupIdSuffix: name,
      globalReplicationGroupDescription: description,
      primaryReplicationGroupId: primary.id,
      cacheNodeType: nodeType,
      numNodeGroups: isSharded(topology) ? topology.shards : undefined,
      // A promotion makes another member the primary. Terraform would replace the global datastore to undo it.
      lifecycle: { ignoreChanges: ["primary_replication_group_id"] },
      ...overrides,
    });
    this.id = group.globalReplicationGroupId;
    this.sharded = isSharded(topology);
    this.primaryName = primary.name;
  }
}

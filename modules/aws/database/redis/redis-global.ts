import {
  ElasticacheGlobalReplicationGroup,
  type ElasticacheGlobalReplicationGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct, type IConstruct } from "constructs";
import type { IRedisGlobalPrimary } from "./redis-global-primary";
import { isSharded } from "./topology";

/** Attributes of an existing global datastore, as `aws elasticache describe-global-replication-groups` shows them. */
export interface RedisGlobalAttributes {
  /** Id of the global datastore: a prefix that depends on the region, and the name. */
  readonly id: string;
  /** Whether the members are sharded, all with the same number of shards. */
  readonly sharded: boolean;
  /** Name of the primary, which no other member may have. */
  readonly primaryName: string;
}

export interface IRedisGlobal extends IConstruct, RedisGlobalAttributes {}

export interface RedisGlobalProps {
  /** Suffix of the id: 1 to 35 lower-case letters, digits and single hyphens, beginning with a letter. */
  readonly name: string;

  readonly description: string;

  /** First member, which accepts writes. */
  readonly primary: Pick<IRedisGlobalPrimary, "id" | "name" | "nodeType" | "topology">;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ElasticacheGlobalReplicationGroupConfig>;
}

/**
 * An ElastiCache global datastore: the primary accepts writes, and replication groups in other regions replicate it
 * with about a second of lag. When the primary's region is lost, a person must promote another member. Change the
 * engine version, the node type and the number of shards here, for all members together.
 *
 * Destroy the stacks of the other regions first, which removes their members from the global datastore. The primary
 * remains as an independent replication group.
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

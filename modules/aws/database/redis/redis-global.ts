import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct, type IConstruct } from "constructs";
import type { IGlobalRedis } from "./redis";

export interface IRedisGlobal extends IConstruct {
  /** What was asked for, behind a prefix of the region. */
  readonly id: string;
  /** Whether members are clusters of shards, as many in each. */
  readonly sharded: boolean;
  /** Name of the first member, which no other may have. */
  readonly primaryName: string;
}

export interface RedisGlobalProps {
  /** Ends the id; 1 to 35 lower-case letters, digits and single hyphens, a letter first. */
  readonly name: string;

  readonly description: string;

  /** First member, which takes the writes: m5, r5 or newer, and of a fixed size. */
  readonly primary: IGlobalRedis;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html */
const NODE_TYPES = /^cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.\d*x?large$/;

/**
 * Caches of several regions that hold the same, a second apart. A person promotes
 * another region when the first is lost. Its engine, node type and settings are
 * those of the first member, and are changed for all together.
 *
 * Destroyed, other regions' members go first and leave by themselves; the first
 * member stays as it is.
 */
export class RedisGlobal extends Construct implements IRedisGlobal {
  readonly id: string;
  readonly sharded: boolean;
  readonly primaryName: string;

  constructor(scope: Construct, id: string, props: RedisGlobalProps) {
    super(scope, id);
    const { name, description, primary } = props;
    if (!NODE_TYPES.test(primary.nodeType)) {
      throw new Error(
        `${this.node.path}: primary must have a node type of m5, r5 or newer, large or more, got ${primary.nodeType}`,
      );
    }
    if (primary.scales) {
      throw new Error(`${this.node.path}: primary must have a fixed size, got one that scales`);
    }
    primary.joinGlobal();
    const { nodeType, topology } = primary;
    const group = new ElasticacheGlobalReplicationGroup(this, "Default", {
      globalReplicationGroupIdSuffix: name,
      globalReplicationGroupDescription: description,
      primaryReplicationGroupId: primary.id,
      // The same as the first member has; ElastiCache refuses to change them in a member.
      cacheNodeType: nodeType,
      numNodeGroups: "shards" in topology ? topology.shards : undefined,
      // Who is promoted is another one from then on, and no reason to make the group anew.
      lifecycle: { ignoreChanges: ["primary_replication_group_id"] },
    });
    this.id = group.globalReplicationGroupId;
    this.sharded = "shards" in topology;
    this.primaryName = primary.name;
  }
}

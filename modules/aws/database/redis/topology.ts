import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { checkWholeNumber } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import { REPLICAS_PER_SHARD, SHARDS } from "../limits";
import type { RedisScaling } from "./scaling";

/** One primary and its replicas. */
export interface Unsharded {
  /** Number of nodes, the primary included, 1 to 6. With two or more, a replica takes over automatically. */
  readonly nodes: number;

  /** Only sharded groups can scale. */
  readonly scaling?: undefined;
}

/** Several shards, each with a part of the keys; clients must support the Redis cluster protocol. */
export interface Sharded {
  /** Number of shards when the group is created, 1 to 500. */
  readonly shards: number;

  /** Number of replicas in each shard when the group is created, 0 to 5. */
  readonly replicasPerShard: number;

  /** Auto scaling of the number of shards or replicas. @default none */
  readonly scaling?: RedisScaling;
}

export type Topology = Unsharded | Sharded;

/** A topology without scaling: the environment sets the numbers of shards and replicas. */
export type FixedTopology = Unsharded | (Sharded & { readonly scaling?: undefined });

export function isSharded(topology: Topology): topology is Sharded {
  return "shards" in topology;
}

/** Arguments of the replication group that depend on the number of its nodes. */
export function sizeOf(scope: IConstruct, topology: Topology): Partial<ElasticacheReplicationGroupConfig> {
  if (!isSharded(topology)) {
    const { nodes } = topology;
    checkWholeNumber(scope, "topology.nodes", nodes, 1, REPLICAS_PER_SHARD.max + 1);
    return { numCacheClusters: nodes, automaticFailoverEnabled: nodes > 1, multiAzEnabled: nodes > 1 };
  }
  const { shards, replicasPerShard } = topology;
  checkWholeNumber(scope, "topology.shards", shards, SHARDS.min, SHARDS.max);
  checkWholeNumber(
    scope,
    "topology.replicasPerShard",
    replicasPerShard,
    REPLICAS_PER_SHARD.min,
    REPLICAS_PER_SHARD.max,
  );
  return {
    clusterMode: "enabled",
    numNodeGroups: shards,
    replicasPerNodeGroup: replicasPerShard,
    // ElastiCache requires automatic failover of every sharded group, even without replicas.
    automaticFailoverEnabled: true,
    multiAzEnabled: replicasPerShard > 0,
  };
}

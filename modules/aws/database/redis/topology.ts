import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { IConstruct } from "constructs";

/** One primary and replicas of it. */
export interface Unsharded {
  /** 1 to 6, the primary included; from 2 on a replica takes over by itself. */
  readonly nodes: number;
}

/** Keys spread over primaries; clients must speak the cluster protocol. */
export interface Sharded {
  /** 1 to 500. */
  readonly shards: number;
  /** 0 to 5. */
  readonly replicasPerShard: number;
}

export type Topology = Unsharded | Sharded;

/** Arguments of the replication group that say how many nodes there are. */
export function sizeOf(scope: IConstruct, topology: Topology): Partial<ElasticacheReplicationGroupConfig> {
  if ("nodes" in topology) {
    const { nodes } = topology;
    checkRange(scope, "topology.nodes", nodes, 1, 6);
    return { numCacheClusters: nodes, automaticFailoverEnabled: nodes > 1, multiAzEnabled: nodes > 1 };
  }
  const { shards, replicasPerShard } = topology;
  checkRange(scope, "topology.shards", shards, 1, 500);
  checkRange(scope, "topology.replicasPerShard", replicasPerShard, 0, 5);
  return {
    clusterMode: "enabled",
    numNodeGroups: shards,
    replicasPerNodeGroup: replicasPerShard,
    // A cluster always has it, even one without replicas to fail over to.
    automaticFailoverEnabled: true,
    multiAzEnabled: replicasPerShard > 0,
  };
}

export function checkRange(scope: IConstruct, prop: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${scope.node.path}: ${prop} must be ${least} to ${most}, got ${value}`);
  }
}

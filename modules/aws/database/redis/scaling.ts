import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import type { Construct } from "constructs";
import { REPLICAS_PER_SHARD, SHARDS } from "../limits";

interface Limits {
  readonly min: number;
  readonly max: number;
  /** Target for the average use of memory or CPU, in percent. @default 70 */
  readonly targetPercent?: number;
}

/**
 * Auto scaling of a sharded replication group of `large`, `xlarge` or `2xlarge` nodes.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html
 */
export interface RedisScaling {
  /** 1 to 500 shards, by memory use; the target is 35 to 100 %. @default the number of shards is fixed */
  readonly shards?: Limits;

  /** 1 to 5 replicas in each shard, by CPU use; the target is 35 to 70 %. @default the number of replicas is fixed */
  readonly replicasPerShard?: Limits;
}

const DIMENSIONS = {
  shards: {
    id: "shards",
    dimension: "NodeGroups",
    metric: "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage",
    argument: "num_node_groups",
    max: SHARDS.max,
    maxTargetPercent: 100,
  },
  replicasPerShard: {
    id: "replicas",
    dimension: "Replicas",
    metric: "ElastiCacheReplicaEngineCPUUtilization",
    argument: "replicas_per_node_group",
    max: REPLICAS_PER_SHARD.max,
    maxTargetPercent: 70,
  },
} as const;

const MIN_TARGET_PERCENT = 35;

interface Dimension {
  readonly prop: keyof typeof DIMENSIONS;
  readonly limits: Required<Limits>;
}

function dimensionsOf(scaling: RedisScaling): Dimension[] {
  return (["shards", "replicasPerShard"] as const).flatMap((prop) => {
    const limits = scaling[prop];
    return limits ? [{ prop, limits: { targetPercent: 70, ...limits } }] : [];
  });
}

/** Arguments that auto scaling changes. Terraform ignores them, because each apply would otherwise undo the scaling. */
export function scaledArguments(scaling: RedisScaling): string[] {
  return dimensionsOf(scaling).map(({ prop }) => DIMENSIONS[prop].argument);
}

export function checkScaling(scope: Construct, scaling: RedisScaling, nodeType: string): void {
  checkPattern(
    scope,
    "nodeType",
    nodeType,
    // Nodes of r6gd are excluded, because data tiering always fills their memory.
    /^cache\.(m5|m6g|m7g|r5|r6g|r7g|c7gn)\.(large|xlarge|2xlarge)$/,
    "large, xlarge or 2xlarge of m5, m6g, m7g, r5, r6g, r7g or c7gn for auto scaling",
  );
  for (const { prop, limits } of dimensionsOf(scaling)) {
    const { max, maxTargetPercent } = DIMENSIONS[prop];
    const path = `topology.scaling.${prop}`;
    checkWholeNumber(scope, `${path}.min`, limits.min, 1, max);
    checkWholeNumber(scope, `${path}.max`, limits.max, limits.min, max);
    checkWholeNumber(scope, `${path}.targetPercent`, limits.targetPercent, MIN_TARGET_PERCENT, maxTargetPercent);
  }
}

/** @param group id of the replication group */
export function addScaling(scope: Construct, group: string, scaling: RedisScaling): void {
  for (const { prop, limits } of dimensionsOf(scaling)) {
    const { id, dimension, metric } = DIMENSIONS[prop];
    const { min, max, targetPercent } = limits;
    const target = new AppautoscalingTarget(scope, `${id}-target`, {
      serviceNamespace: "elasticache",
      resourceId: `replication-group/${group}`,
      scalableDimension: `elasticache:replication-group:${dimension}`,
      minCapacity: min,
      maxCapacity: max,
    });
    new AppautoscalingPolicy(scope, `${id}-policy`, {
      name: `${id}-at-${targetPercent}-percent`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: targetPercent,
        predefinedMetricSpecification: { predefinedMetricType: metric },
      },
    });
  }
}

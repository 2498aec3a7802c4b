import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { Construct } from "constructs";
import { checkRange } from "./topology";

interface Limits {
  readonly min: number;
  readonly max: number;
  /** Use of it that is aimed at, the average of all. @default 70 */
  readonly targetPercent?: number;
}

/**
 * What grows and shrinks by itself; a group that does cannot be a member of a global one.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html
 */
export interface RedisScaling {
  /** 1 to 500, by the memory in use. @default stays */
  readonly shards?: Limits;
  /** 1 to 5 of each shard, by the processor; 35 to 70 % of it. @default stays */
  readonly replicasPerShard?: Limits;
}

const DIMENSIONS = {
  shards: {
    id: "shards",
    dimension: "NodeGroups",
    metric: "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage",
    argument: "num_node_groups",
    most: 500,
    percent: [35, 100],
  },
  replicasPerShard: {
    id: "replicas",
    dimension: "Replicas",
    metric: "ElastiCacheReplicaEngineCPUUtilization",
    argument: "replicas_per_node_group",
    most: 5,
    percent: [35, 70],
  },
} as const;

const dimensionsOf = (scaling: RedisScaling) =>
  (["shards", "replicasPerShard"] as const).flatMap((prop) => {
    const limits = scaling[prop];
    return limits ? [{ prop, limits, ...DIMENSIONS[prop] }] : [];
  });

/** Arguments that are only the beginning: the next apply would undo the scaling. */
export function scaledArguments(scaling: RedisScaling): string[] {
  return dimensionsOf(scaling).map(({ argument }) => argument);
}

export function checkScaling(scope: Construct, scaling: RedisScaling, sharded: boolean, nodeType: string): void {
  if (!sharded) {
    throw new Error(`${scope.node.path}: topology must be sharded where it scales, got a number of nodes`);
  }
  // Data on disks fills the memory of r6gd by design.
  if (!/^cache\.(m5|m6g|m7g|r5|r6g|r7g|c7gn)\.(large|xlarge|2xlarge)$/.test(nodeType)) {
    throw new Error(
      `${scope.node.path}: nodeType must be large, xlarge or 2xlarge of m5, m6g, m7g, r5, r6g, r7g or c7gn where it scales, got ${nodeType}`,
    );
  }
  for (const { prop, limits, most, percent } of dimensionsOf(scaling)) {
    checkRange(scope, `scaling.${prop}.min`, limits.min, 1, most);
    checkRange(scope, `scaling.${prop}.max`, limits.max, limits.min, most);
    checkRange(scope, `scaling.${prop}.targetPercent`, limits.targetPercent ?? 70, percent[0], percent[1]);
  }
}

/** @param group id of the replication group */
export function scaleRedis(scope: Construct, group: string, scaling: RedisScaling): void {
  for (const { id, limits, dimension, metric } of dimensionsOf(scaling)) {
    const { min, max, targetPercent = 70 } = limits;
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

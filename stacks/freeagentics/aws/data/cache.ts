import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface CacheProps {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Security group that may reach the cache. */
  readonly client: IConnectable;
}

/** Number of shards and of replicas in each, when the cache is created. */
export interface CacheShape {
  readonly shards: number;
  readonly replicasPerShard: number;
}

/**
 * The sharded cache of one region. The standby's region gets an independent
 * replication group, because members of a global datastore cannot scale.
 */
export function addCache(
  stack: AwsStack<FreeagenticsEnvironment>,
  { vpc, key, logsKey, alerts, client }: CacheProps,
  shape: CacheShape = stack.environment.cache,
): Redis {
  const { cache, security, deletionProtection } = stack.environment;
  const { nodeType, snapshotRetentionDays, scaling } = cache;
  const { shards, replicasPerShard } = shape;
  const name = stack.named("freeagentics-redis");
  const network = new CacheNetwork(stack, "cache-network", {
    subnetGroupName: stack.named("freeagentics-redis-subnets"),
    securityGroupName: stack.named("freeagentics-redis-sg"),
    vpc,
  });
  network.connections.allowFrom(client);
  const redis = new Redis(stack, "cache", {
    name,
    description: "Sessions, results and messages between agents, sharded",
    nodeType,
    topology: {
      shards,
      replicasPerShard,
      scaling: scaling && {
        shards: { min: shards, max: scaling.maxShards, targetPercent: 75 },
        replicasPerShard: { min: replicasPerShard, max: scaling.maxReplicasPerShard, targetPercent: 70 },
      },
    },
    network,
    snapshotRetentionDays,
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  });
  for (const node of nodeIds(name, shape)) {
    addNodeAlarms(stack, node, alerts);
  }
  return redis;
}

/**
 * Ids of the nodes that exist when the cache is created, in ElastiCache's pattern
 * `<group>-<shard>-<node>`. ElastiCache publishes metrics per node, not per group.
 */
function nodeIds(name: string, { shards, replicasPerShard }: CacheShape): string[] {
  const numbers = (count: number, digits: number) =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  return numbers(shards, 4).flatMap((shard) =>
    numbers(replicasPerShard + 1, 3).map((node) => `${name}-${shard}-${node}`),
  );
}

/** Alarms for too few shards or replicas, which also fire once Application Auto Scaling has reached its maximum. */
function addNodeAlarms(stack: AwsStack<FreeagenticsEnvironment>, node: string, alerts: IAlerts): void {
  const bytesPerMinute = 0.8 * ((stack.environment.cache.networkGigabits * 1e9) / 8) * 60;
  const busy = { threshold: bytesPerMinute, statistic: "Sum", alarmDescription: "Four fifths of the lasting network" };
  const alarms = {
    memory: {
      metricName: "DatabaseMemoryUsagePercentage",
      threshold: 75,
      statistic: "Average",
      alarmDescription: "Memory above 75%: more shards",
    },
    connections: {
      metricName: "CurrConnections",
      threshold: 10_000,
      statistic: "Average",
      alarmDescription: "Above 10,000 connections: more replicas",
    },
    received: { ...busy, metricName: "NetworkBytesIn" },
    sent: { ...busy, metricName: "NetworkBytesOut" },
  };
  // The numbers of shard and node, which end the id whatever the environment's suffix is.
  const number = node.slice(-"0001-001".length);
  for (const [id, alarm] of Object.entries(alarms)) {
    new CloudwatchMetricAlarm(stack, `cache-${number}-${id}`, {
      ...alarm,
      alarmName: `${node}-${id}`,
      namespace: "AWS/ElastiCache",
      dimensions: { CacheClusterId: node },
      period: 60,
      evaluationPeriods: 15,
      comparisonOperator: "GreaterThanThreshold",
      alarmActions: [alerts.topicArn],
      okActions: [alerts.topicArn],
    });
  }
}

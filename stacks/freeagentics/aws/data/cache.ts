import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface CacheNeeds {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Whose members may reach it. */
  readonly client: IConnectable;
}

export interface CacheShape {
  readonly shards: number;
  readonly replicasPerShard: number;
}

/** The region's cache, sharded; that of a standby is a group of its own, since members of a global one do not scale. */
export function addCache(
  stack: AwsStack<FreeagenticsEnvironment>,
  { vpc, key, logsKey, alerts, client }: CacheNeeds,
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
    topology: { shards, replicasPerShard },
    scaling: scaling && {
      shards: { min: shards, max: scaling.maxShards, targetPercent: 75 },
      replicasPerShard: { min: replicasPerShard, max: scaling.maxReplicasPerShard, targetPercent: 70 },
    },
    network,
    snapshotRetentionDays,
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  });
  for (const node of nodes(name, shape)) {
    addAlarms(stack, node, alerts);
  }
  return redis;
}

/** Those there are to begin with; ElastiCache measures by the node alone, and names them so. */
function nodes(name: string, { shards, replicasPerShard }: CacheShape): string[] {
  const numbers = (count: number, digits: number) =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  return numbers(shards, 4).flatMap((shard) =>
    numbers(replicasPerShard + 1, 3).map((node) => `${name}-${shard}-${node}`),
  );
}

/** What says that shards or replicas are too few, also where scaling has come to its end. */
function addAlarms(stack: AwsStack<FreeagenticsEnvironment>, node: string, alerts: IAlerts): void {
  const bytesAMinute = 0.8 * ((stack.environment.cache.networkGigabits * 1e9) / 8) * 60;
  const busy = { threshold: bytesAMinute, statistic: "Sum", alarmDescription: "Four fifths of the lasting network" };
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
  // A node ends in the numbers of its shard and itself, whatever the environment's suffix is.
  const place = node.slice(-"0001-001".length);
  for (const [id, alarm] of Object.entries(alarms)) {
    new CloudwatchMetricAlarm(stack, `cache-${place}-${id}`, {
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

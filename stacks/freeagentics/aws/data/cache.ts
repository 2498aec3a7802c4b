import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addCacheAlarms } from "../../../parts/aws/alarms";

export interface CacheProps {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Security group whose members may connect to the cache. */
  readonly client: IConnectable;
  /**
   * Security group of the Prometheus servers, which may read statistics of the database and the cache. @default none
   */
  readonly monitoring?: IConnectable;
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
  { vpc, key, logsKey, alerts, client, monitoring }: CacheProps,
  shape: CacheShape = stack.environment.cache,
): Redis {
  const { cache, security, deletionProtection } = stack.environment;
  const { nodeType, networkGigabits, snapshotRetentionDays, scaling } = cache;
  const { shards, replicasPerShard } = shape;
  const name = stack.named("freeagentics-redis");
  const network = new CacheNetwork(stack, "cache-network", {
    subnetGroupName: stack.named("freeagentics-redis-subnets"),
    securityGroupName: stack.named("freeagentics-redis-sg"),
    vpc,
  });
  network.connections.allowFrom(client);
  if (monitoring) {
    network.connections.allowFrom(monitoring);
  }
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
    monitoringUser: monitoring !== undefined,
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  });
  addCacheAlarms(stack, alerts, "freeagentics-redis", shape, { networkGigabits });
  return redis;
}

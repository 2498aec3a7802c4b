import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { IKey } from "@modules/aws/security/key";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { AwsStack } from "../../../base/aws-stack";

interface CacheProps {
  readonly network: CacheNetwork;
  readonly key: IKey;
  readonly logsKey: IKey;
}

export const CACHE_NAME = "lp-redis-cluster";

/** Redis replication group of one shard. */
export function addCache(stack: AwsStack<LpEnvironment>, { network, key, logsKey }: CacheProps): Redis {
  const { name, cache, security, deletionProtection } = stack.environment;
  return new Redis(stack, "cache", {
    name: stack.named(CACHE_NAME),
    description: `Redis cluster for LP ${name}`,
    nodeType: cache.nodeType,
    topology: { nodes: cache.nodes },
    network,
    parameterGroupName: stack.named("lp-redis-params"),
    parameters: {
      "maxmemory-policy": "allkeys-lru",
      "maxmemory-samples": "10",
      timeout: "300",
      "tcp-keepalive": "300",
    },
    snapshotRetentionDays: cache.snapshotRetentionDays,
    snapshotWindow: "03:00-05:00",
    maintenanceWindow: "sun:05:00-sun:07:00",
    logFormat: "text",
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  });
}

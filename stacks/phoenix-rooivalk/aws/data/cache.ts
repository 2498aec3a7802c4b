import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { RedisSettingsProps } from "@modules/aws/database/redis/settings";
import type { IVpc } from "@modules/aws/network/vpc";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";

type Stack = AwsStack<PhoenixRooivalkEnvironment>;
type CacheNeeds = Pick<RedisSettingsProps, "network" | "key" | "logsKey">;

export const CACHE_NAME = "phoenix-sessions";

/** Where the cache of a region lives and how it is reached. */
export function addCacheNetwork(stack: Stack, vpc: IVpc): CacheNetwork {
  return new CacheNetwork(stack, "cache-network", {
    subnetGroupName: stack.named("phoenix-rooivalk-redis-subnets"),
    securityGroupName: stack.named("phoenix-rooivalk-redis-sg"),
    vpc,
  });
}

/** What the caches of all regions are given alike. */
export function cacheSettings(stack: Stack, needs: CacheNeeds): RedisSettingsProps {
  const { cache, security, deletionProtection } = stack.environment;
  return {
    ...needs,
    name: stack.named(CACHE_NAME),
    // The default settings evict only keys with an expiry, and every session has one.
    description: "Sessions of users",
    snapshotRetentionDays: cache.snapshotRetentionDays,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  };
}

export function addCache(stack: Stack, needs: CacheNeeds): Redis {
  const { nodeType, shards, replicasPerShard } = stack.environment.cache;
  return new Redis(stack, "sessions", {
    ...cacheSettings(stack, needs),
    nodeType,
    topology: { shards, replicasPerShard },
  });
}

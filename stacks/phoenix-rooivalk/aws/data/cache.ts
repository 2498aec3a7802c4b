import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { RedisGroupProps } from "@modules/aws/database/redis/companions";
import { type IRedis, Redis } from "@modules/aws/database/redis/redis";
import { type IRedisGlobal, RedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisGlobalPrimary } from "@modules/aws/database/redis/redis-global-primary";
import type { IVpc } from "@modules/aws/network/vpc";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";

type Stack = AwsStack<PhoenixRooivalkEnvironment>;
type CacheProps = Pick<RedisGroupProps, "network" | "key" | "logsKey">;

export const CACHE_NAME = "phoenix-sessions";

/** Subnet group and security group of a region's cache. */
export function addCacheNetwork(stack: Stack, vpc: IVpc): CacheNetwork {
  return new CacheNetwork(stack, "cache-network", {
    subnetGroupName: stack.named("phoenix-rooivalk-redis-subnets"),
    securityGroupName: stack.named("phoenix-rooivalk-redis-sg"),
    vpc,
  });
}

/** Settings that the caches of all regions share. */
export function cacheSettings(stack: Stack, props: CacheProps): RedisGroupProps {
  const { cache, security, deletionProtection } = stack.environment;
  return {
    ...props,
    name: stack.named(CACHE_NAME),
    // By default ElastiCache evicts only keys with an expiry; every session has one.
    description: "Sessions of users",
    snapshotRetentionDays: cache.snapshotRetentionDays,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  };
}

interface Cache {
  readonly cache: IRedis;
  /** Global datastore that the standby's cache joins; undefined without a standby. */
  readonly globalCache: IRedisGlobal | undefined;
}

/** The sessions of the primary region: sharded Redis and, with a standby, a global datastore. */
export function addCache(stack: Stack, props: CacheProps): Cache {
  const { cache: settings, recovery } = stack.environment;
  const { nodeType, shards, replicasPerShard } = settings;
  const shared = { ...cacheSettings(stack, props), nodeType, topology: { shards, replicasPerShard } };
  if (!recovery) {
    return { cache: new Redis(stack, "sessions", shared), globalCache: undefined };
  }
  const primary = new RedisGlobalPrimary(stack, "sessions", shared);
  const globalCache = new RedisGlobal(stack, "global-sessions", {
    name: stack.named(CACHE_NAME),
    description: "Sessions of users, in every region that serves them",
    primary,
  });
  return { cache: primary, globalCache };
}

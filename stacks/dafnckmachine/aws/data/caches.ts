import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface CachesProps {
  readonly network: CacheNetwork;
  readonly key: IKey;
  readonly logsKey: IKey;
}

export interface Caches {
  readonly session: Redis;
  readonly application: Redis;
  readonly cluster: Redis;
}

/** The subnet group and the security group of all caches. */
export function addCacheNetwork(stack: AwsStack<DafnckmachineEnvironment>, vpc: IVpc): CacheNetwork {
  return new CacheNetwork(stack, "cache-network", {
    subnetGroupName: stack.named("dafnckmachine-cache-subnet"),
    securityGroupName: stack.named("dafnckmachine-cache-sg"),
    vpc,
  });
}

/** The caches for sessions, for application results, and for the second level behind in-process caches. */
export function addCaches(stack: AwsStack<DafnckmachineEnvironment>, { network, key, logsKey }: CachesProps): Caches {
  const { caches, security, deletionProtection } = stack.environment;
  const shared = {
    network,
    snapshotRetentionDays: caches.snapshotRetentionDays,
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  };
  return {
    session: new Redis(stack, "session-cache", {
      ...shared,
      name: stack.named("session-cache"),
      // Redis's default policy evicts only keys with an expiry; every session has one.
      description: "Sessions of users",
      nodeType: caches.session.nodeType,
      topology: { nodes: caches.session.nodes },
    }),
    application: new Redis(stack, "application-cache", {
      ...shared,
      name: stack.named("application-cache"),
      description: "Results the application can compute again",
      nodeType: caches.application.nodeType,
      topology: { nodes: caches.application.nodes },
    }),
    cluster: new Redis(stack, "cluster-cache", {
      ...shared,
      name: stack.named("dafnckmachine-redis"),
      description: "Second layer behind the caches in process, sharded",
      nodeType: caches.cluster.nodeType,
      topology: { shards: caches.cluster.shards, replicasPerShard: caches.cluster.replicasPerShard },
      parameters: { "maxmemory-policy": "allkeys-lru", timeout: "300", "tcp-keepalive": "300" },
    }),
  };
}

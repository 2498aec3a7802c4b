import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { IRedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addCacheAlarms } from "../../parts/aws/alarms";
import { addCacheNetwork, CACHE_NAME, cacheSettings } from "./data/cache";

export interface CacheReplicaProps {
  /** VPC in the replica's region, like the keys and the clients. */
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Global datastore that the cache joins. */
  readonly global: IRedisGlobal;
  /** Security group of the cache's clients. */
  readonly client: IConnectable;
}

/** Replica of the sessions in another region, which is read-only until a person promotes it. */
export class CacheReplicaStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly cacheNetwork: CacheNetwork;
  readonly cache: RedisReplicaGroup;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, props: CacheReplicaProps, region: string) {
    super(scope, environment, "cache", { region });
    const { vpc, key, logsKey, alerts, global, client } = props;
    this.cacheNetwork = addCacheNetwork(this, vpc);
    this.cache = new RedisReplicaGroup(this, "sessions", {
      ...cacheSettings(this, { network: this.cacheNetwork, key, logsKey }),
      name: this.named(`${CACHE_NAME}-${region}`),
      global,
      replicas: environment.cache.replicasPerShard,
    });
    this.cacheNetwork.connections.allowFrom(client);
    const { shards, replicasPerShard } = environment.cache;
    addCacheAlarms(this, alerts, `${CACHE_NAME}-${region}`, { shards, replicasPerShard });
  }
}

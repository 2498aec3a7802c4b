import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { IRedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addCacheNetwork, CACHE_NAME, cacheSettings } from "./data/cache";

export interface CacheReplicaNeeds {
  /** The region's own. */
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** What it follows. */
  readonly global: IRedisGlobal;
  /** Whose members may reach it. */
  readonly client: IConnectable;
}

/** The sessions once more, in another region: read there, written after a person promoted them. */
export class CacheReplicaStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly cacheNetwork: CacheNetwork;
  readonly cache: RedisReplicaGroup;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, region: string, needs: CacheReplicaNeeds) {
    super(scope, environment, "cache", { region });
    const { vpc, key, logsKey, global, client } = needs;
    this.cacheNetwork = addCacheNetwork(this, vpc);
    this.cache = new RedisReplicaGroup(this, "sessions", {
      ...cacheSettings(this, { network: this.cacheNetwork, key, logsKey }),
      name: this.named(`${CACHE_NAME}-${region}`),
      global,
      replicas: environment.cache.replicasPerShard,
    });
    this.cacheNetwork.connections.allowFrom(client);
  }
}

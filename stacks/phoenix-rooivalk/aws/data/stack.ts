import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRedisGlobal } from "@modules/aws/database/redis/redis-global";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addPostgres, type Database } from "../../../parts/aws/postgres";
import { addBuckets, type Buckets } from "./buckets";
import { addCache, addCacheNetwork } from "./cache";
import { postgresParameters } from "./parameters";

export interface DataNeeds {
  readonly vpc: Vpc;
  /** Whose members may reach the database and the cache. */
  readonly client: IConnectable;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Key of the standby's region, which gets copies of the secrets. @default no copies */
  readonly recoveryKey?: IKey;
  /** Buckets that objects are copied to. @default no copies */
  readonly copies?: Buckets;
}

/**
 * Everything that must outlive its users: one state, so that no change of what
 * computes can touch what is stored.
 */
export class DataStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly database: Database["instance"];
  /** Undefined when the environment lists no replicas. */
  readonly replicationSource: Database["replicationSource"];
  readonly password: Database["password"];
  readonly recoveryPassword: Database["recoveryPassword"];
  readonly cacheNetwork: CacheNetwork;
  readonly cache: IRedis;
  readonly buckets: Buckets;

  private readonly globalSessions: IRedisGlobal | undefined;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, needs: DataNeeds) {
    super(scope, environment, "data");
    const { vpc, client, key, logsKey, recoveryKey, copies } = needs;
    const { instance, password, recoveryPassword, replicationSource } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
    });
    this.database = instance;
    this.replicationSource = replicationSource;
    this.password = password;
    this.recoveryPassword = recoveryPassword;
    this.cacheNetwork = addCacheNetwork(this, vpc);
    const { cache, globalCache } = addCache(this, { network: this.cacheNetwork, key, logsKey });
    this.cache = cache;
    this.globalSessions = globalCache;
    this.buckets = addBuckets(this, key, copies);
    for (const member of [this.database, this.cacheNetwork]) {
      member.connections.allowFrom(client);
    }
  }

  /**
   * Global datastore that the standby's cache joins.
   *
   * @throws Error in an environment without a standby, which has no global datastore
   */
  get globalCache(): IRedisGlobal {
    if (!this.globalSessions) {
      throw new Error(`${this.node.path}: recovery must be set for a global cache, got none`);
    }
    return this.globalSessions;
  }
}

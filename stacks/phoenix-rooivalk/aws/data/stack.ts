import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRedisGlobal } from "@modules/aws/database/redis/redis-global";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { IReplicableSecret, ISecret } from "@modules/aws/security/secret";
import { fail } from "@modules/core/checks";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addCacheAlarms } from "../../../parts/aws/alarms";
import { addPostgres, type Database } from "../../../parts/aws/postgres";
import { secretSettings } from "../../../parts/aws/secret-settings";
import { addBuckets, type Buckets } from "./buckets";
import { addCache, addCacheNetwork, CACHE_NAME } from "./cache";
import { postgresParameters } from "./parameters";
import { APPLICATION_USER, databaseUsers } from "./users";

export interface DataProps {
  readonly vpc: Vpc;
  /** Security group of the clients of database and cache. */
  readonly client: IConnectable;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Key in the recovery region for the replicated secrets. @default none: secrets are not replicated */
  readonly recoveryKey?: IKey;
  /** Destination buckets of the replication. @default none: objects are not replicated */
  readonly copies?: Buckets;
}

/** Data of the primary region that is replicated to the standby's. */
export interface RecoveryData {
  /** Global datastore that the standby's cache joins. */
  readonly globalCache: IRedisGlobal;
  /** Replica of the application's login in the standby's region. */
  readonly login: ISecret;
}

/** Database, cache and buckets, in a state of their own, so that changes of compute resources cannot affect them. */
export class DataStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly database: Database["instance"];
  /** Source instance of replicas; undefined when the environment has none. */
  readonly replicationSource: Database["replicationSource"];
  /** Secret of the application's user, which alternates between two logins. */
  readonly login: IReplicableSecret;
  readonly cacheNetwork: CacheNetwork;
  readonly cache: IRedis;
  readonly buckets: Buckets;

  private readonly globalCache: IRedisGlobal | undefined;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, props: DataProps) {
    super(scope, environment, "data");
    const { vpc, client, key, logsKey, alerts, recoveryKey, copies } = props;
    const { instance, users, replicationSource } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
      alerts,
      users: databaseUsers({
        ...secretSettings(environment, recoveryKey),
        name: this.named("phoenix-rooivalk/application-database"),
      }),
    });
    this.database = instance;
    this.replicationSource = replicationSource;
    this.login = users.secretOf(APPLICATION_USER);
    this.cacheNetwork = addCacheNetwork(this, vpc);
    const { cache, globalCache } = addCache(this, { network: this.cacheNetwork, key, logsKey });
    this.cache = cache;
    addCacheAlarms(this, alerts, CACHE_NAME, environment.cache);
    this.globalCache = globalCache;
    this.buckets = addBuckets(this, key, copies);
    for (const member of [this.database, this.cacheNetwork]) {
      member.connections.allowFrom(client);
    }
  }

  /** @throws Error in an environment without a standby or without replicas of the database */
  get recovery(): RecoveryData {
    const { globalCache, replicationSource, login } = this;
    const { recovery } = this.environment;
    return globalCache && replicationSource && recovery
      ? { globalCache, login: login.replicaIn(recovery.region) }
      : fail(this, "recovery", "set for a standby, with a replica of the database in its region", "none");
  }
}

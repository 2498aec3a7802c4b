import { auroraAlarms } from "@modules/aws/database/aurora/alarms";
import { DatabaseEvents } from "@modules/aws/database/database-events";
import { instanceMemoryGibibytes } from "@modules/aws/database/instance-memory";
import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addCacheAlarms, addResourceAlarms } from "../../../parts/aws/alarms";
import { addAssets } from "./assets";
import { addCache, CACHE_NAME } from "./cache";
import { addDatabase, type Database } from "./database";

export interface DataProps {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Key in the replica's region for the replicated credentials. @default none: credentials are not replicated */
  readonly replicaKey?: IKey;
}

/** Database, cache and buckets, in a state of their own, so that changes of compute resources cannot affect them. */
export class DataStack extends AwsStack<LpEnvironment> {
  readonly database: Database;
  /** Security group and subnet group of the cache. */
  readonly cacheNetwork: CacheNetwork;
  readonly cache: Redis;
  readonly assets: Bucket;

  constructor(scope: Construct, environment: LpEnvironment, props: DataProps) {
    super(scope, environment, "data");
    this.database = addDatabase(this, props);
    this.cacheNetwork = new CacheNetwork(this, "cache-network", {
      subnetGroupName: this.named("lp-redis-subnets"),
      securityGroupName: this.named("lp-redis-sg"),
      vpc: props.vpc,
    });
    this.cache = addCache(this, { ...props, network: this.cacheNetwork });
    this.assets = addAssets(this);
    if (environment.google) {
      this.database.cluster.connections.allowFromCidr(
        environment.google.network.servicesCidr,
        "postgres",
        "Cloud SQL in Google Cloud",
      );
    }
    this.watch(props.alerts);
  }

  private watch(alerts: IAlerts): void {
    const { database, cache } = this.environment;
    const { instanceClass, serverlessCapacity } = database;
    const { identifier } = this.database.cluster;
    // A capacity unit has 2 GiB of memory.
    const memoryGibibytes =
      instanceClass === "db.serverless" ? 2 * serverlessCapacity.max : instanceMemoryGibibytes(instanceClass);
    addResourceAlarms(this, alerts, "lp-postgresql", auroraAlarms(identifier, { memoryGibibytes }));
    new DatabaseEvents(this, "database-events", {
      name: this.named("lp-postgresql-events"),
      sourceType: "db-cluster",
      identifiers: [identifier],
      alerts,
    });
    addCacheAlarms(this, alerts, CACHE_NAME, cache);
  }
}

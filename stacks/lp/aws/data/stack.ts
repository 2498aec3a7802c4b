import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addAssets } from "./assets";
import { addCache } from "./cache";
import { addDatabase, type Database } from "./database";

export interface DataProps {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Key in the replica's region; encrypts the replicated credentials. @default credentials are not replicated */
  readonly replicaKey?: IKey;
}

/** Database, cache and buckets: one state that no change of compute touches. */
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
  }
}

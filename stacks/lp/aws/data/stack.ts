import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addAssets } from "./assets";
import { addCache } from "./cache";
import { addDatabase, type Database } from "./database";
import type { DataNeeds } from "./needs";

/**
 * Everything that must outlive its users: one state, so that no change of what
 * computes can touch what is stored.
 */
export class DataStack extends AwsStack<LpEnvironment> {
  readonly database: Database;
  /** Reaches the cache. */
  readonly cacheNetwork: CacheNetwork;
  readonly cache: Redis;
  readonly assets: Bucket;

  constructor(scope: Construct, environment: LpEnvironment, needs: DataNeeds) {
    super(scope, environment, "data");
    this.database = addDatabase(this, needs);
    this.cacheNetwork = new CacheNetwork(this, "cache-network", {
      subnetGroupName: this.named("lp-redis-subnets"),
      securityGroupName: this.named("lp-redis-sg"),
      vpc: needs.vpc,
    });
    this.cache = addCache(this, this.cacheNetwork, needs);
    this.assets = addAssets(this);
  }
}

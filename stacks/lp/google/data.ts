import { Postgres } from "@modules/google/database/postgres";
import { Redis } from "@modules/google/database/redis";
import type { IPrivateServices } from "@modules/google/network/private-services";
import type { IKey } from "@modules/google/security/key";
import { Secret } from "@modules/google/security/secret";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { GoogleStack } from "../../base/google-stack";

export interface GoogleDataProps {
  readonly privateServices: IPrivateServices;
  readonly key: IKey;
}

/**
 * Cloud SQL database that replicates Aurora by logical replication, and a Memorystore cache that is empty at a
 * failover.
 */
export class GoogleDataStack extends GoogleStack<LpEnvironment> {
  readonly database: Postgres;
  readonly cache: Redis;
  /** URL of the cache, password included. */
  readonly cacheUrl: Secret;

  constructor(scope: Construct, environment: LpEnvironment, { privateServices, key }: GoogleDataProps) {
    super(scope, environment, "data");
    const { deletionProtection } = environment;
    const shared = { privateServices, key, deletionProtection };
    this.database = new Postgres(this, "database", {
      ...shared,
      ...this.google.database,
      name: this.named("lp-postgresql"),
      databaseName: environment.database.name,
      // After a failover Aurora subscribes to this database; enabling logical decoding then would require a restart.
      flags: { "cloudsql.logical_decoding": "on" },
    });
    this.cache = new Redis(this, "cache", {
      ...shared,
      ...this.google.cache,
      name: this.named("lp-redis"),
      // These values must equal those of ElastiCache in stacks/lp/aws/data/cache.ts.
      parameters: { "maxmemory-policy": "allkeys-lru", timeout: "300" },
    });
    this.cacheUrl = new Secret(this, "cache-url", {
      name: this.named("lp-cache-url"),
      value: `rediss://:${this.cache.password}@${this.cache.host}:${this.cache.port}`,
      deletionProtection,
    });
  }
}

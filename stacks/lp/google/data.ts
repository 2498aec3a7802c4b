import { Postgres } from "@modules/google/database/postgres";
import { Redis } from "@modules/google/database/redis";
import type { IPrivateServices } from "@modules/google/network/private-services";
import type { IKey } from "@modules/google/security/key";
import { Secret } from "@modules/google/security/secret";
import type { IServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { GoogleStack } from "../../base/google-stack";

export interface DataNeeds {
  readonly privateServices: IPrivateServices;
  readonly key: IKey;
  /** What plans act as. */
  readonly planner: IServiceAccount;
}

/** What takes over when AWS is lost: a database that follows the one there, and a cache that starts empty. */
export class DataStack extends GoogleStack<LpEnvironment> {
  readonly database: Postgres;
  readonly cache: Redis;
  /** Where the cache is, and its password. */
  readonly cacheUrl: Secret;

  constructor(scope: Construct, environment: LpEnvironment, { privateServices, key, planner }: DataNeeds) {
    super(scope, environment, "data");
    const { deletionProtection } = environment;
    const shared = { privateServices, key, deletionProtection };
    this.database = new Postgres(this, "database", {
      ...shared,
      ...this.google.database,
      name: this.named("lp-postgresql"),
      databaseName: environment.database.name,
      // After a takeover AWS is fed from here, and turning it on then would take a restart.
      flags: { "cloudsql.logical_decoding": "on" },
    });
    this.cache = new Redis(this, "cache", {
      ...shared,
      ...this.google.cache,
      name: this.named("lp-redis"),
      // As on AWS.
      parameters: { "maxmemory-policy": "allkeys-lru", timeout: "300" },
    });
    this.cacheUrl = new Secret(this, "cache-url", {
      name: this.named("lp-cache-url"),
      value: `rediss://:${this.cache.password}@${this.cache.host}:${this.cache.port}`,
      // It may read the password anyway, of the cache.
      planner,
      deletionProtection,
    });
  }
}

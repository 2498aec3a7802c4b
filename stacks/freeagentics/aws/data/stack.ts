import type { Postgres } from "@modules/aws/database/postgres/postgres";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { IKey } from "@modules/aws/security/key";
import { type ISecret, Secret } from "@modules/aws/security/secret";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addPostgres } from "../../../parts/aws/postgres";
import { secretSettings } from "../../../parts/aws/secret-settings";
import { addDatabaseAlarms } from "./alarms";
import { addBuckets, type Buckets, type Replicated } from "./buckets";
import { addCache, type CacheNeeds } from "./cache";
import { postgresParameters } from "./parameters";

export interface DataNeeds extends CacheNeeds {
  /** Key of the standby's region, which gets copies of the secrets. @default no copies */
  readonly recoveryKey?: IKey;
  /** Buckets that objects are copied to. @default no copies */
  readonly copies?: Replicated;
}

/** Everything that must outlive its users: one state, so that no change of what computes can touch what is stored. */
export class DataStack extends AwsStack<FreeagenticsEnvironment> {
  readonly database: Postgres;
  readonly cache: Redis;
  readonly buckets: Buckets;
  readonly secrets: { readonly database: ISecret; readonly repositoryToken: ISecret };

  constructor(scope: Construct, environment: FreeagenticsEnvironment, needs: DataNeeds) {
    super(scope, environment, "data");
    const { vpc, key, logsKey, alerts, client, recoveryKey, copies } = needs;
    const { instance, password } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
      maxAllocatedGibibytes: environment.database.maxAllocatedGibibytes,
      backupWindow: "02:00-03:00",
    });
    instance.connections.allowFrom(client);
    addDatabaseAlarms(this, instance, alerts);
    this.database = instance;
    this.cache = addCache(this, needs);
    this.buckets = addBuckets(this, key, copies);
    this.secrets = {
      database: password,
      repositoryToken: new Secret(this, "repository-token", {
        name: this.named("freeagentics/repository-token"),
        description: "Token that may read the source repositories; a person puts it here",
        key,
        ...secretSettings(environment, recoveryKey),
      }),
    };
  }
}

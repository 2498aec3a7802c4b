import type { Redis } from "@modules/aws/database/redis/redis";
import type { IKey } from "@modules/aws/security/key";
import { type ISecret, Secret } from "@modules/aws/security/secret";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addPostgres, type Database } from "../../../parts/aws/postgres";
import { secretSettings } from "../../../parts/aws/secret-settings";
import { storageOperationsAlarm } from "./alarms";
import { addBuckets, type Buckets, type ReplicatedBuckets } from "./buckets";
import { addCache, type CacheProps } from "./cache";
import { postgresParameters } from "./parameters";
import { DATABASE_USERS } from "./users";

export interface DataProps extends CacheProps {
  /** Key in the standby's region, for replicas of the secrets. @default secrets are not replicated */
  readonly recoveryKey?: IKey;
  /** Destination buckets of the S3 replication. @default objects are not replicated */
  readonly copies?: ReplicatedBuckets;
}

/**
 * The database, the cache, the buckets and the secrets, in a state of their own, so that changes of compute resources
 * cannot affect them.
 */
export class DataStack extends AwsStack<FreeagenticsEnvironment> {
  readonly database: Database["instance"];
  /** Source instance of replicas; undefined when the environment has none. */
  readonly replicationSource: Database["replicationSource"];
  readonly cache: Redis;
  readonly buckets: Buckets;
  readonly secrets: { readonly repositoryToken: ISecret };

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: DataProps) {
    super(scope, environment, "data");
    const { vpc, key, logsKey, alerts, client, recoveryKey, copies } = props;
    const { instance, replicationSource } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
      users: DATABASE_USERS,
      maxAllocatedGibibytes: environment.database.maxAllocatedGibibytes,
      backupWindow: "02:00-03:00",
      alerts,
      alarms: (identifier, usual) => ({
        ...usual,
        iops: storageOperationsAlarm(identifier, environment.database.allocatedGibibytes),
      }),
    });
    instance.connections.allowFrom(client);
    if (props.monitoring) {
      instance.connections.allowFrom(props.monitoring);
    }
    this.database = instance;
    this.replicationSource = replicationSource;
    this.cache = addCache(this, props);
    this.buckets = addBuckets(this, key, copies);
    this.secrets = {
      repositoryToken: new Secret(this, "repository-token", {
        name: this.named("freeagentics/repository-token"),
        description: "Token that may read the source repositories; a person puts it here",
        key,
        ...secretSettings(environment, recoveryKey),
      }),
    };
  }
}

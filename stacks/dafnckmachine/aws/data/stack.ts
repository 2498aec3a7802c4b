import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import { type ISecret, Secret } from "@modules/aws/security/secret";
import type { FileSystem } from "@modules/aws/storage/file-system";
import { fail } from "@modules/core/checks";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addPostgres, type Database } from "../../../parts/aws/postgres";
import { secretSettings } from "../../../parts/aws/secret-settings";
import { addDataAlarms, databaseAlarms } from "./alarms";
import { addBuckets, type Buckets, type ReplicatedBuckets } from "./buckets";
import { addCacheNetwork, addCaches, type Caches } from "./caches";
import { postgresParameters } from "./parameters";
import { addQueues, type Queues } from "./queues";
import { addTables, type Tables } from "./tables";
import { databaseUsers } from "./users";
import { addFileSystem, addVolumes, type Volumes } from "./volumes";

export interface DataProps {
  readonly vpc: Vpc;
  /**
   * Security groups whose members may connect to the database and the caches; `api` may also mount the shared file
   * system.
   */
  readonly clients: { readonly api: IConnectable; readonly worker: IConnectable };
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Key in the region that EBS snapshots are copied to. @default snapshots are not copied */
  readonly snapshotCopyKey?: IKey;
  /** Key in the standby's region, for replicas of the secrets. @default secrets are not replicated */
  readonly recoveryKey?: IKey;
  /** Destination buckets of the S3 replication. @default objects are not replicated */
  readonly copies?: ReplicatedBuckets;
}

interface Secrets {
  readonly apiKeys: ISecret;
}

/**
 * The database, caches, tables, buckets, queues, file system, volumes and secrets, in a state of their own, so that
 * changes of compute resources cannot affect them.
 */
export class DataStack extends AwsStack<DafnckmachineEnvironment> {
  readonly database: Database["instance"];
  readonly users: Database["users"];
  /** Source instance of replicas; undefined when the environment has none. */
  readonly replicationSource: Database["replicationSource"];
  /** Subnet group and security group that all caches share. */
  readonly cacheNetwork: CacheNetwork;
  readonly caches: Caches;
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly queues: Queues;
  readonly fileSystem: FileSystem;
  /** Volumes; undefined when the environment has none. */
  readonly volumes: Volumes | undefined;
  readonly secrets: Secrets;

  private readonly replicatedSecrets: Secrets | undefined;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: DataProps) {
    super(scope, environment, "data");
    const { vpc, key, logsKey, alerts, clients, recoveryKey } = props;
    const secretProps = secretSettings(environment, recoveryKey);
    const { instance, users, replicationSource } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
      alerts,
      alarms: (_, usual) => databaseAlarms(usual, alerts),
      users: databaseUsers({ ...secretProps, name: this.named("dafnckmachine/api-database") }),
    });
    this.database = instance;
    this.users = users;
    this.replicationSource = replicationSource;
    this.cacheNetwork = addCacheNetwork(this, vpc);
    this.caches = addCaches(this, { network: this.cacheNetwork, key, logsKey });
    this.tables = addTables(this, key);
    addDataAlarms(this, this.tables, alerts);
    this.buckets = addBuckets(this, key, props.copies);
    this.queues = addQueues(this, key);
    this.fileSystem = addFileSystem(this, props);
    this.volumes = addVolumes(this, props);
    const apiKeys = new Secret(this, "api-keys", {
      name: this.named("dafnckmachine/api-keys"),
      description: "Keys of third-party interfaces, as JSON; a person puts them here",
      key,
      ...secretProps,
    });
    this.secrets = { apiKeys };
    this.replicatedSecrets = environment.recovery &&
      recoveryKey && { apiKeys: apiKeys.replicaIn(environment.recovery.region) };
    for (const member of [this.database, this.cacheNetwork]) {
      member.connections.allowFrom(clients.api);
      member.connections.allowFrom(clients.worker);
    }
    this.fileSystem.connections.allowFrom(clients.api);
    if (environment.google) {
      this.database.connections.allowFromCidr(
        environment.google.network.servicesCidr,
        "postgres",
        "Cloud SQL in Google Cloud",
      );
    }
  }

  /**
   * Replicas of the secrets in the standby's region.
   *
   * @throws Error in an environment without a standby
   */
  get recoverySecrets(): Secrets {
    return this.replicatedSecrets ?? fail(this, "recovery", "set in the environment to replicate secrets", "none");
  }
}

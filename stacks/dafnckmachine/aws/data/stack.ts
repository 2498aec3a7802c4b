import type { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { type ISecret, Secret } from "@modules/aws/security/secret";
import type { FileSystem } from "@modules/aws/storage/file-system";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addPostgres, type Database } from "../../../parts/aws/postgres";
import { secretSettings } from "../../../parts/aws/secret-settings";
import { addBuckets, type Buckets } from "./buckets";
import { addCacheNetwork, addCaches, type Caches } from "./caches";
import type { DataProps } from "./needs";
import { postgresParameters } from "./parameters";
import { addTables, type Tables } from "./tables";
import { addFileSystem, addVolumes, type Volumes } from "./volumes";

interface Secrets {
  readonly database: ISecret;
  readonly apiKeys: ISecret;
}

/**
 * Everything that must outlive its users: one state, so that no change of what
 * computes can touch what is stored.
 */
export class DataStack extends AwsStack<DafnckmachineEnvironment> {
  readonly database: Database["instance"];
  /** Undefined when the environment lists no replicas. */
  readonly replicationSource: Database["replicationSource"];
  /** Reaches every cache: they share a security group. */
  readonly cacheNetwork: CacheNetwork;
  readonly caches: Caches;
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly fileSystem: FileSystem;
  readonly volumes: Volumes;
  readonly secrets: Secrets;
  /** Replicas of the secrets in the standby's region; undefined without a standby. */
  readonly recoverySecrets: Secrets | undefined;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: DataProps) {
    super(scope, environment, "data");
    const { vpc, key, logsKey, apiGroup, recoveryKey } = props;
    const { instance, password, recoveryPassword, replicationSource } = addPostgres(this, {
      vpc,
      key,
      logsKey,
      recoveryKey,
      parameters: postgresParameters(environment),
    });
    this.database = instance;
    this.replicationSource = replicationSource;
    this.cacheNetwork = addCacheNetwork(this, vpc);
    this.caches = addCaches(this, this.cacheNetwork, props);
    this.tables = addTables(this, key);
    this.buckets = addBuckets(this, key, props.copies);
    this.fileSystem = addFileSystem(this, props);
    this.volumes = addVolumes(this, props);
    const apiKeys = new Secret(this, "api-keys", {
      name: this.named("dafnckmachine/api-keys"),
      description: "Keys of third-party interfaces, as JSON; a person puts them here",
      key,
      ...secretSettings(environment, recoveryKey),
    });
    this.secrets = { database: password, apiKeys };
    this.recoverySecrets = environment.recovery &&
      recoveryPassword && { database: recoveryPassword, apiKeys: apiKeys.replicaIn(environment.recovery.region) };
    for (const member of [this.database, this.cacheNetwork, this.fileSystem]) {
      member.connections.allowFrom(apiGroup);
    }
  }
}

import type { CacheNetwork } from "@modules/aws/database/cache-network";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { type ISecret, Secret } from "@modules/aws/security/secret";
import type { FileSystem } from "@modules/aws/storage/file-system";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";
import { addBuckets, type Buckets, type Copies } from "./data-buckets";
import { addCacheNetwork, addCaches, type Caches } from "./data-caches";
import { addDatabase, type Database } from "./data-database";
import { addTables, type Tables } from "./data-tables";
import { addFileSystem, addVolumes, type Volumes } from "./data-volumes";

export interface DataNeeds {
  readonly vpc: Vpc;
  /** Whose members may reach the database, the caches and the shared files. */
  readonly apiGroup: IConnectable;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Key of the region that copies of snapshots go to. @default no copies */
  readonly snapshotCopyKey?: IKey;
  /** Key of the standby's region, which gets copies of the secrets. @default no copies */
  readonly recoveryKey?: IKey;
  /** Buckets that objects are copied to. @default no copies */
  readonly copies?: Copies;
}

/**
 * Everything that must outlive its users: one state, so that no change of what
 * computes can touch what is stored.
 */
export class DataStack extends EnvironmentStack<DafnckmachineEnvironment> {
  readonly database: Database["instance"];
  /** Reaches every cache: they share a security group. */
  readonly cacheNetwork: CacheNetwork;
  readonly caches: Caches;
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly fileSystem: FileSystem;
  readonly volumes: Volumes;
  readonly secrets: { readonly database: ISecret; readonly apiKeys: ISecret };

  constructor(scope: Construct, environment: DafnckmachineEnvironment, needs: DataNeeds) {
    super(scope, environment, "data");
    const { key, apiGroup } = needs;
    const { instance, password } = addDatabase(this, needs);
    this.database = instance;
    this.cacheNetwork = addCacheNetwork(this, needs.vpc);
    this.caches = addCaches(this, this.cacheNetwork, needs);
    this.tables = addTables(this, key);
    this.buckets = addBuckets(this, key, needs.copies);
    this.fileSystem = addFileSystem(this, needs);
    this.volumes = addVolumes(this, needs);
    this.secrets = {
      database: password,
      apiKeys: new Secret(this, "api-keys", {
        name: this.named("dafnckmachine/api-keys"),
        description: "Keys of third-party interfaces, as JSON; a person puts them here",
        key,
        copies: this.secretCopies(needs),
        ...this.secretDeletion(),
      }),
    };
    for (const member of [this.database, this.cacheNetwork, this.fileSystem]) {
      member.connections.allowFrom(apiGroup);
    }
  }

  /** The standby reads its secrets where it runs. */
  secretCopies({ recoveryKey }: Pick<DataNeeds, "recoveryKey">): Record<string, IKey> {
    const { recovery } = this.environment;
    return recovery && recoveryKey ? { [recovery.region]: recoveryKey } : {};
  }

  /** Where nothing is protected a secret goes at once, so that its name can be taken again. */
  secretDeletion(): { recoveryDays: number; deletionProtection: boolean } {
    const { deletionProtection } = this.environment;
    return { recoveryDays: deletionProtection ? 30 : 0, deletionProtection };
  }
}

import { Repository } from "@modules/google/artifact-registry/repository";
import { Firestore } from "@modules/google/database/firestore";
import { Postgres } from "@modules/google/database/postgres";
import type { IPrivateServices } from "@modules/google/network/private-services";
import { AwsRole } from "@modules/google/security/aws-role";
import type { IIdentityPool } from "@modules/google/security/identity-pool";
import type { IKey } from "@modules/google/security/key";
import { Bucket } from "@modules/google/storage/bucket";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { GoogleStack } from "../../base/google-stack";

export interface GoogleDataProps {
  readonly privateServices: IPrivateServices;
  readonly keys: { readonly data: IKey; readonly multiRegion: IKey };
  /** Workload identity pool that accepts roles of the environment's AWS account. */
  readonly pool: IIdentityPool;
}

/**
 * The data in Google Cloud, which survives a loss of AWS: a logical replica of the database,
 * documents, backups and the repository of the instances' images.
 */
export class GoogleDataStack extends GoogleStack<DafnckmachineEnvironment> {
  readonly database: Postgres;
  readonly documents: Firestore;
  readonly backups: Bucket;
  readonly images: Repository;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { privateServices, keys, pool }: GoogleDataProps,
  ) {
    super(scope, environment, "data");
    const { deletionProtection } = environment;
    this.database = new Postgres(this, "database", {
      ...this.google.database,
      // Cloud SQL cannot replicate from RDS itself; a person sets up logical replication:
      // runbooks/dafnckmachine/cloud-sql-replication.md
      name: this.named("dafnckmachine-postgres-replica"),
      databaseName: "dafnckmachine",
      privateServices,
      key: keys.data,
      // After a failover AWS replicates from this database. It is set from the start, because a later change would need
      // a restart.
      flags: { "cloudsql.logical_decoding": "on" },
      deletionProtection,
    });
    this.documents = new Firestore(this, "documents", {
      name: this.named("dafnckmachine-nosql"),
      location: "nam5",
      key: keys.multiRegion,
      deletionProtection,
    });
    this.documents.addIndex("user-preferences-by-change", "user-preferences", {
      userId: "ASCENDING",
      lastModified: "DESCENDING",
    });
    this.backups = new Bucket(this, "backups", {
      name: this.named("dafnckmachine-backup-gcp"),
      location: "US",
      key: keys.multiRegion,
      transitionDays: { NEARLINE: 30, COLDLINE: 90 },
      deletionProtection,
    });
    // The nightly batch on AWS writes backups to this bucket: runbooks/dafnckmachine/google-backups.md
    this.backups.grantCreate(new AwsRole(this, "batch-on-aws", { pool, role: this.named("batch-task") }));
    this.images = new Repository(this, "images", {
      name: this.named("dafnckmachine"),
      description: "Images of the web and API tiers",
      key: keys.data,
      deletionProtection,
    });
  }
}

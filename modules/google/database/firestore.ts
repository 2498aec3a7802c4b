import { FirestoreBackupSchedule } from "@cdktf/provider-google/lib/firestore-backup-schedule";
import { FirestoreDatabase, type FirestoreDatabaseConfig } from "@cdktf/provider-google/lib/firestore-database";
import { FirestoreIndex } from "@cdktf/provider-google/lib/firestore-index";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount } from "../security/service-account";
import { firestoreAlerts } from "./firestore-alerts";

export interface IFirestore extends IConstruct {
  readonly name: string;

  /** Allows the account to read and write documents of this database. */
  grantReadWrite(account: IServiceAccount): void;
}

export interface FirestoreProps {
  /** Name of the database: 4 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  /** A region, or a multi-region such as `nam5`. A change replaces the database. */
  readonly location: string;

  /** Key in the location of the database; `us` for `nam5`. A change replaces the database. */
  readonly key: IKey;

  /** Refuse deletion by Terraform and by Firestore. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<FirestoreDatabaseConfig>;
}

/**
 * A Firestore database in native mode, with point-in-time recovery to every minute of the last seven days. Daily backups
 * are kept for 7 days, weekly ones for 14 weeks, the longest that Firestore allows.
 */
export class Firestore extends Construct implements IFirestore {
  readonly name: string;

  private readonly database: string;

  constructor(scope: Construct, id: string, props: FirestoreProps) {
    super(scope, id);
    const { name, location, key, deletionProtection = true, overrides } = props;
    const database = new FirestoreDatabase(this, "Default", {
      name,
      locationId: location,
      type: "FIRESTORE_NATIVE",
      concurrencyMode: "PESSIMISTIC",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
      deleteProtectionState: deletionProtection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED",
      deletionPolicy: deletionProtection ? "ABANDON" : "DELETE",
      cmekConfig: { kmsKeyName: key.id },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    addDefaultAlerts(this, name, firestoreAlerts());
    this.name = name;
    this.database = database.name;
    new FirestoreBackupSchedule(this, "daily", {
      database: this.database,
      retention: `${WEEK_SECONDS}s`,
      dailyRecurrence: {},
    });
    new FirestoreBackupSchedule(this, "weekly", {
      database: this.database,
      retention: `${14 * WEEK_SECONDS}s`,
      weeklyRecurrence: { day: "SUNDAY" },
    });
  }

  /**
   * Adds a composite index for queries over several fields of a collection, in this order. Firestore indexes single
   * fields by itself.
   *
   * @param id construct id; an index of other fields needs another id, or Terraform replaces the index
   * @param fields at least two
   */
  addIndex(id: string, collection: string, fields: Readonly<Record<string, "ASCENDING" | "DESCENDING">>): void {
    const entries = Object.entries(fields);
    check(this, entries.length > 1, `fields of ${id}`, "at least two", entries.length);
    new FirestoreIndex(this, id, {
      database: this.database,
      collection,
      queryScope: "COLLECTION",
      fields: entries.map(([fieldPath, order]) => ({ fieldPath, order })),
    });
  }

  grantReadWrite(account: IServiceAccount): void {
    grantProject(account, "roles/datastore.user", {
      title: `only-${this.name}`,
      expression: `resource.name == "projects/${projectOf(this).id}/databases/${this.name}"`,
    });
  }
}

const WEEK_SECONDS = 7 * 24 * 60 * 60;

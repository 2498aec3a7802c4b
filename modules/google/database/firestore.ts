import { FirestoreBackupSchedule } from "@cdktf/provider-google/lib/firestore-backup-schedule";
import { FirestoreDatabase } from "@cdktf/provider-google/lib/firestore-database";
import { FirestoreIndex } from "@cdktf/provider-google/lib/firestore-index";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount } from "../security/service-account";

export interface IFirestore extends IConstruct {
  readonly name: string;
  grantReadWrite(account: IServiceAccount): void;
}

export interface FirestoreProps {
  /** 4 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** A region, or `nam5`, the whole of the United States; can never be changed. */
  readonly location: string;

  /** Of the location, which is `us` for `nam5`; can never be changed. */
  readonly key: IKey;

  /** Refuse deletion by Terraform and by Firestore. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * A Firestore database in native mode: any minute of the last seven days can
 * be read again, a backup of each day is kept for a week and one of each
 * Sunday for fourteen weeks, the longest there is.
 */
export class Firestore extends Construct implements IFirestore {
  readonly name: string;

  private readonly database: string;

  constructor(scope: Construct, id: string, props: FirestoreProps) {
    super(scope, id);
    const { name, location, key, deletionProtection = true } = props;
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
    });
    this.name = name;
    this.database = database.name;
    new FirestoreBackupSchedule(this, "daily", {
      database: this.database,
      retention: `${WEEK}s`,
      dailyRecurrence: {},
    });
    new FirestoreBackupSchedule(this, "weekly", {
      database: this.database,
      retention: `${14 * WEEK}s`,
      weeklyRecurrence: { day: "SUNDAY" },
    });
  }

  /**
   * Answers queries over several fields of a collection, in this order.
   * @param id keeps the index; one of other fields needs another
   */
  addIndex(id: string, collection: string, fields: Readonly<Record<string, "ASCENDING" | "DESCENDING">>): void {
    const entries = Object.entries(fields);
    if (entries.length < 2) {
      throw new Error(`${this.node.path}: fields of ${id} must be at least two, got ${entries.length}`);
    }
    new FirestoreIndex(this, id, {
      database: this.database,
      collection,
      queryScope: "COLLECTION",
      fields: entries.map(([fieldPath, order]) => ({ fieldPath, order })),
    });
  }

  /** Reads and writes documents of this database alone. */
  grantReadWrite(account: IServiceAccount): void {
    grantProject(account, "roles/datastore.user", {
      title: `only-${this.name}`,
      expression: `resource.name == "projects/${projectOf(this).id}/databases/${this.name}"`,
    });
  }
}

/** Seconds. */
const WEEK = 7 * 24 * 60 * 60;

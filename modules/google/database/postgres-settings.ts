import type { SqlDatabaseInstanceSettings } from "@cdktf/provider-google/lib/sql-database-instance";
import type { IPrivateServices } from "../network/private-services";

export interface PostgresSettings {
  /** `db-custom-<vCPUs>-<MiB of memory>`, of the Enterprise edition. */
  readonly tier: string;

  /** Storage to begin with, GiB, from 10. @default 100 */
  readonly storageGibibytes?: number;

  /** It grows by itself to this, GiB. @default 500 */
  readonly maxStorageGibibytes?: number;

  /** A standby in a second zone takes over by itself. @default true */
  readonly highAvailability?: boolean;

  /** Hour of the daily backup in UTC, `HH:MM`. @default "03:00" */
  readonly backupStart?: string;

  /** Daily backups that are kept, 1 to 365. @default 30 */
  readonly retainedBackups?: number;

  /** Days of point-in-time recovery, 1 to 7. @default 7 */
  readonly transactionLogDays?: number;

  /** UTC; days from 1, Monday, to 7, Sunday. @default Sunday at three */
  readonly maintenance?: { readonly day: number; readonly hour: number };

  /** Added to what is logged and to IAM users. @default none */
  readonly flags?: Readonly<Record<string, string>>;

  /** Refuse deletion by Terraform and by Cloud SQL. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * What is logged: who came and went, changes of the schema and of roles,
 * waits and spills. Never statements by their duration, which would copy
 * personal data to the logs: Query Insights shows slow ones without it.
 */
const FLAGS = {
  "cloudsql.enable_pgaudit": "on",
  "cloudsql.iam_authentication": "on",
  log_checkpoints: "on",
  log_connections: "on",
  log_disconnections: "on",
  log_lock_waits: "on",
  log_min_duration_statement: "-1",
  log_min_error_statement: "error",
  log_min_messages: "warning",
  log_statement: "ddl",
  log_temp_files: "0",
  "pgaudit.log": "ddl,role",
};

/** Settings of a server that is private, audited, backed up and current. */
export function postgresSettings(
  settings: PostgresSettings,
  { network, range }: IPrivateServices,
): SqlDatabaseInstanceSettings {
  const { tier, storageGibibytes = 100, maxStorageGibibytes = 500, highAvailability = true } = settings;
  const { backupStart = "03:00", retainedBackups = 30, transactionLogDays = 7, flags = {} } = settings;
  const { maintenance = { day: 7, hour: 3 }, deletionProtection = true } = settings;
  return {
    // Since PostgreSQL 16 the default is Enterprise Plus, which has none of these tiers.
    edition: "ENTERPRISE",
    tier,
    availabilityType: highAvailability ? "REGIONAL" : "ZONAL",
    diskType: "PD_SSD",
    diskSize: storageGibibytes,
    diskAutoresize: true,
    diskAutoresizeLimit: maxStorageGibibytes,
    deletionProtectionEnabled: deletionProtection,
    retainBackupsOnDelete: deletionProtection,
    ipConfiguration: {
      ipv4Enabled: false,
      privateNetwork: network,
      allocatedIpRange: range,
      sslMode: "ENCRYPTED_ONLY",
    },
    backupConfiguration: {
      enabled: true,
      startTime: backupStart,
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: transactionLogDays,
      backupRetentionSettings: { retainedBackups, retentionUnit: "COUNT" },
    },
    maintenanceWindow: { ...maintenance, updateTrack: "stable" },
    insightsConfig: {
      queryInsightsEnabled: true,
      queryStringLength: 1024,
      queryPlansPerMinute: 5,
      recordApplicationTags: true,
      recordClientAddress: true,
    },
    // For whatever built-in user an administrator makes.
    passwordValidationPolicy: {
      enablePasswordPolicy: true,
      minLength: 16,
      complexity: "COMPLEXITY_DEFAULT",
      disallowUsernameSubstring: true,
    },
    databaseFlags: Object.entries({ ...FLAGS, ...flags })
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
  };
}

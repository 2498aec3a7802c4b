import type { SqlDatabaseInstanceSettings } from "@cdktf/provider-google/lib/sql-database-instance";
import type { IPrivateServices } from "../network/private-services";

export interface PostgresSettings {
  /** `db-custom-<vCPUs>-<MiB of memory>`, a tier of the Enterprise edition. */
  readonly tier: string;

  /** Initial storage, 10 to 65536 GiB. @default 100 */
  readonly storageGibibytes?: number;

  /** Size that storage may grow to by itself, GiB, at least `storageGibibytes`. @default 500 */
  readonly maxStorageGibibytes?: number;

  /** Run a standby in a second zone, to which Cloud SQL fails over by itself. @default true */
  readonly highAvailability?: boolean;

  /** Start of the daily backup, UTC, `HH:MM`. @default "03:00" */
  readonly backupStart?: string;

  /** Daily backups that are kept, 1 to 365 and at least `transactionLogDays`. @default 30 */
  readonly retainedBackups?: number;

  /** Days of point-in-time recovery, 1 to 7. @default 7 */
  readonly transactionLogDays?: number;

  /** Maintenance window: day 1 (Monday) to 7 (Sunday), hour 0 to 23, UTC. @default { day: 7, hour: 3 } */
  readonly maintenance?: { readonly day: number; readonly hour: number };

  /** Database flags, added to those for logging and IAM users. @default {} */
  readonly flags?: Readonly<Record<string, string>>;

  /** Refuse deletion by Terraform and by Cloud SQL. @default true */
  readonly deletionProtection?: boolean;
}

/** The settings with all defaults filled in. */
export function withDefaults(settings: PostgresSettings): Required<PostgresSettings> {
  const { tier, storageGibibytes = 100, maxStorageGibibytes = 500, highAvailability = true } = settings;
  const { backupStart = "03:00", retainedBackups = 30, transactionLogDays = 7, flags = {} } = settings;
  const { maintenance = { day: 7, hour: 3 }, deletionProtection = true } = settings;
  return {
    tier,
    storageGibibytes,
    maxStorageGibibytes,
    highAvailability,
    backupStart,
    retainedBackups,
    transactionLogDays,
    maintenance,
    flags,
    deletionProtection,
  };
}

/**
 * Flags that log connections, changes of schema and roles, lock waits and temporary files. Statements are never logged by
 * their duration, because their text has personal data; Query Insights shows slow ones without it.
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

/** The `settings` of an instance that is private, audited and backed up. */
export function instanceSettings(
  settings: Required<PostgresSettings>,
  { network, range }: IPrivateServices,
): SqlDatabaseInstanceSettings {
  const { tier, storageGibibytes, maxStorageGibibytes, highAvailability, deletionProtection } = settings;
  const { backupStart, retainedBackups, transactionLogDays, maintenance, flags } = settings;
  return {
    // From PostgreSQL 16 on the default is Enterprise Plus, which has no custom tiers.
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
    // Applies to built-in users, which only an administrator creates.
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

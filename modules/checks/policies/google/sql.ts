/** Cloud SQL. */
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

const settingsOf = ({ block }: Resource) => nested(block.settings);
const addressesOf = (instance: Resource) => nested(settingsOf(instance).ip_configuration);

function flagOf(instance: Resource, name: string): string | undefined {
  return list(settingsOf(instance).database_flags).find((flag) => flag.name === name)?.value;
}

/** A rule that a database flag has a value. */
function flagRule(name: string, flag: string, value: string, about: Pick<Rule, "severity" | "topic" | "cis">): Rule {
  return {
    id: `google-sql-${flag.replaceAll(/[._]/g, "-")}`,
    name,
    type: "google_sql_database_instance",
    ...about,
    holds: (instance) => flagOf(instance, flag) === value,
    fix: `set the database flag ${flag} to "${value}"`,
    broken: { settings: { database_flags: [{ name: flag, value: "other" }] } },
    mended: { settings: { database_flags: [{ name: flag, value }] } },
    page: "https://cloud.google.com/sql/docs/postgres/flags",
  };
}

export const googleSql: readonly Rule[] = [
  {
    id: "google-sql-private",
    name: "Cloud SQL instances have no public address",
    type: "google_sql_database_instance",
    severity: "critical",
    topic: "network",
    cis: "6.6",
    holds: (instance) => addressesOf(instance).ipv4_enabled === false && !!addressesOf(instance).private_network,
    fix: "set ip_configuration.ipv4_enabled to false and private_network",
    broken: { settings: { ip_configuration: { ipv4_enabled: true } } },
    mended: { settings: { ip_configuration: { ipv4_enabled: false, private_network: "network" } } },
    page: "https://cloud.google.com/sql/docs/postgres/configure-private-ip",
  },
  {
    id: "google-sql-authorized-networks",
    name: "Cloud SQL instances admit no public networks",
    type: "google_sql_database_instance",
    severity: "critical",
    topic: "network",
    cis: "6.5",
    holds: (instance) => list(addressesOf(instance).authorized_networks).length === 0,
    fix: "leave out ip_configuration.authorized_networks",
    broken: { settings: { ip_configuration: { authorized_networks: [{ value: "203.0.113.0/24" }] } } },
    mended: { settings: { ip_configuration: { ipv4_enabled: false } } },
    page: "https://cloud.google.com/sql/docs/postgres/authorize-networks",
  },
  {
    id: "google-sql-tls",
    name: "Cloud SQL instances refuse connections without TLS",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "encryption in transit",
    cis: "6.4",
    holds: (instance) =>
      ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"].includes(addressesOf(instance).ssl_mode),
    fix: 'set ip_configuration.ssl_mode to "ENCRYPTED_ONLY"',
    broken: { settings: { ip_configuration: { ssl_mode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" } } },
    mended: { settings: { ip_configuration: { ssl_mode: "ENCRYPTED_ONLY" } } },
    page: "https://cloud.google.com/sql/docs/postgres/configure-ssl-instance",
  },
  {
    id: "google-sql-customer-key",
    name: "Cloud SQL instances are encrypted with a customer key",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "encryption at rest",
    holds: ({ block }) => !!block.encryption_key_name,
    fix: "set encryption_key_name; it cannot be added later",
    broken: { settings: {} },
    mended: { encryption_key_name: "key" },
    page: "https://cloud.google.com/sql/docs/postgres/cmek",
  },
  {
    id: "google-sql-point-in-time-recovery",
    name: "Cloud SQL instances have point-in-time recovery",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "backup",
    cis: "6.7",
    holds: (instance) => {
      const { enabled, point_in_time_recovery_enabled } = nested(settingsOf(instance).backup_configuration);
      return enabled === true && point_in_time_recovery_enabled === true;
    },
    fix: "set backup_configuration.enabled and point_in_time_recovery_enabled",
    broken: { settings: { backup_configuration: { enabled: true } } },
    mended: { settings: { backup_configuration: { enabled: true, point_in_time_recovery_enabled: true } } },
    page: "https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr",
  },
  flagRule("Cloud SQL instances audit statements", "cloudsql.enable_pgaudit", "on", {
    severity: "medium",
    topic: "logging",
    cis: "6.2.8",
  }),
  flagRule("Cloud SQL instances accept IAM authentication", "cloudsql.iam_authentication", "on", {
    severity: "medium",
    topic: "authentication",
  }),
  flagRule("Cloud SQL instances log connections", "log_connections", "on", {
    severity: "low",
    topic: "logging",
    cis: "6.2.2",
  }),
  flagRule("Cloud SQL instances log disconnections", "log_disconnections", "on", {
    severity: "low",
    topic: "logging",
    cis: "6.2.3",
  }),
  flagRule(
    "Cloud SQL instances log no slow statements, because statements contain data",
    "log_min_duration_statement",
    "-1",
    {
      severity: "medium",
      topic: "secrets",
      cis: "6.2.7",
    },
  ),
  flagRule(
    "Cloud SQL instances log only changes of the schema, because other statements contain data",
    "log_statement",
    "ddl",
    {
      severity: "medium",
      topic: "secrets",
      cis: "6.2.4",
    },
  ),
  {
    id: "google-sql-audited-values",
    name: "Cloud SQL instances audit statements without their values",
    type: "google_sql_database_instance",
    severity: "medium",
    topic: "secrets",
    holds: (instance) =>
      (flagOf(instance, "pgaudit.log") ?? "none")
        .split(",")
        .every((kind: string) => ["ddl", "none", "role"].includes(kind.trim().toLowerCase())) &&
      flagOf(instance, "pgaudit.log_parameter") !== "on",
    fix: 'set the database flag pgaudit.log to "ddl,role", and leave out pgaudit.log_parameter',
    broken: { settings: { database_flags: [{ name: "pgaudit.log", value: "all" }] } },
    mended: { settings: { database_flags: [{ name: "pgaudit.log", value: "ddl,role" }] } },
    page: "https://cloud.google.com/sql/docs/postgres/pg-audit",
  },
  {
    id: "google-sql-standby",
    name: "Cloud SQL instances have a standby in another zone",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "availability",
    unprotected: "ignore",
    holds: (instance) => settingsOf(instance).availability_type === "REGIONAL",
    fix: 'set settings.availability_type to "REGIONAL"',
    broken: { settings: { availability_type: "ZONAL" } },
    mended: { settings: { availability_type: "REGIONAL" } },
    page: "https://cloud.google.com/sql/docs/postgres/high-availability",
  },
  {
    id: "google-sql-deletion-protection",
    name: "Cloud SQL refuses to delete instances",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "deletion",
    unprotected: "ignore",
    // `deletion_protection` beside the settings stops Terraform only.
    holds: (instance) => settingsOf(instance).deletion_protection_enabled === true,
    fix: "set settings.deletion_protection_enabled",
    broken: { settings: { deletion_protection_enabled: false } },
    mended: { settings: { deletion_protection_enabled: true } },
    page: "https://cloud.google.com/sql/docs/postgres/deletion-protection",
  },
  {
    id: "google-sql-retained-backups",
    name: "Cloud SQL instances keep their backups when they are deleted",
    type: "google_sql_database_instance",
    severity: "high",
    topic: "backup",
    unprotected: "ignore",
    holds: (instance) => settingsOf(instance).retain_backups_on_delete === true,
    fix: "set settings.retain_backups_on_delete",
    broken: { settings: { retain_backups_on_delete: false } },
    mended: { settings: { retain_backups_on_delete: true } },
    page: "https://cloud.google.com/sql/docs/postgres/backup-recovery/backups",
  },
  ...[
    ["google_sql_database_instance", "root_password"],
    ["google_sql_user", "password"],
  ].map(
    ([type, argument]): Rule => ({
      id: `${type!.replaceAll("_", "-")}-password`,
      name: `${type} keeps no password in the state`,
      type: type!,
      severity: "high",
      topic: "secrets",
      holds: ({ block }) => block[argument!] === undefined,
      fix: `leave out ${argument}, and authenticate with IAM`,
      broken: { [argument!]: "known" },
      mended: { name: "shop" },
      page: "https://cloud.google.com/sql/docs/postgres/iam-authentication",
    }),
  ),
];

/** Cloud SQL, Firestore and Memorystore. */
import { list, nested } from "../../model/values";
import type { Resource, Rule } from "../rule";

const settingsOf = ({ block }: Resource) => nested(block.settings);
const addressesOf = (instance: Resource) => nested(settingsOf(instance).ip_configuration);

function flagOf(instance: Resource, name: string): string | undefined {
  return list(settingsOf(instance).database_flags).find((flag) => flag.name === name)?.value;
}

/** A rule that a database flag has a value. */
function flagRule(name: string, flag: string, value: string): Rule {
  return {
    name,
    type: "google_sql_database_instance",
    holds: (instance) => flagOf(instance, flag) === value,
    fix: `set the database flag ${flag} to "${value}"`,
    broken: { settings: { database_flags: [{ name: flag, value: "other" }] } },
  };
}

const cloudSql: readonly Rule[] = [
  {
    name: "Cloud SQL instances have no public address",
    type: "google_sql_database_instance",
    holds: (instance) => addressesOf(instance).ipv4_enabled === false && !!addressesOf(instance).private_network,
    fix: "set ip_configuration.ipv4_enabled to false and private_network",
    broken: { settings: { ip_configuration: { ipv4_enabled: true } } },
  },
  {
    name: "Cloud SQL instances admit no public networks",
    type: "google_sql_database_instance",
    holds: (instance) => list(addressesOf(instance).authorized_networks).length === 0,
    fix: "leave out ip_configuration.authorized_networks",
    broken: { settings: { ip_configuration: { authorized_networks: [{ value: "203.0.113.0/24" }] } } },
  },
  {
    name: "Cloud SQL instances refuse connections without TLS",
    type: "google_sql_database_instance",
    holds: (instance) =>
      ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"].includes(addressesOf(instance).ssl_mode),
    fix: 'set ip_configuration.ssl_mode to "ENCRYPTED_ONLY"',
    broken: { settings: { ip_configuration: { ssl_mode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" } } },
  },
  {
    name: "Cloud SQL instances are encrypted with a customer key",
    type: "google_sql_database_instance",
    holds: ({ block }) => !!block.encryption_key_name,
    fix: "set encryption_key_name; it cannot be added later",
    broken: { settings: {} },
  },
  {
    name: "Cloud SQL instances have point-in-time recovery",
    type: "google_sql_database_instance",
    holds: (instance) => {
      const { enabled, point_in_time_recovery_enabled } = nested(settingsOf(instance).backup_configuration);
      return enabled === true && point_in_time_recovery_enabled === true;
    },
    fix: "set backup_configuration.enabled and point_in_time_recovery_enabled",
    broken: { settings: { backup_configuration: { enabled: true } } },
  },
  flagRule("Cloud SQL instances audit statements", "cloudsql.enable_pgaudit", "on"),
  flagRule("Cloud SQL instances accept IAM authentication", "cloudsql.iam_authentication", "on"),
  flagRule("Cloud SQL instances log connections", "log_connections", "on"),
  flagRule("Cloud SQL instances log disconnections", "log_disconnections", "on"),
  flagRule("Cloud SQL instances log no statements, which hold data", "log_min_duration_statement", "-1"),
  {
    name: "Cloud SQL instances have a standby in another zone",
    type: "google_sql_database_instance",
    protectedOnly: true,
    holds: (instance) => settingsOf(instance).availability_type === "REGIONAL",
    fix: 'set settings.availability_type to "REGIONAL"',
    broken: { settings: { availability_type: "ZONAL" } },
  },
  {
    name: "Cloud SQL refuses to delete instances",
    type: "google_sql_database_instance",
    protectedOnly: true,
    // `deletion_protection` beside the settings stops Terraform only.
    holds: (instance) => settingsOf(instance).deletion_protection_enabled === true,
    fix: "set settings.deletion_protection_enabled",
    broken: { settings: { deletion_protection_enabled: false } },
  },
  {
    name: "Cloud SQL instances keep their backups when they are deleted",
    type: "google_sql_database_instance",
    protectedOnly: true,
    holds: (instance) => settingsOf(instance).retain_backups_on_delete === true,
    fix: "set settings.retain_backups_on_delete",
    broken: { settings: { retain_backups_on_delete: false } },
  },
  ...[
    ["google_sql_database_instance", "root_password"],
    ["google_sql_user", "password"],
  ].map(
    ([type, argument]): Rule => ({
      name: `${type} keeps no password in the state`,
      type: type!,
      holds: ({ block }) => block[argument!] === undefined,
      fix: `leave out ${argument}, and authenticate with IAM`,
      broken: { [argument!]: "known" },
    }),
  ),
];

const firestore: readonly Rule[] = [
  {
    name: "Firestore databases have point-in-time recovery",
    type: "google_firestore_database",
    holds: ({ block }) => block.point_in_time_recovery_enablement === "POINT_IN_TIME_RECOVERY_ENABLED",
    fix: 'set point_in_time_recovery_enablement to "POINT_IN_TIME_RECOVERY_ENABLED"',
    broken: { point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_DISABLED" },
  },
  {
    name: "Firestore databases are encrypted with a customer key",
    type: "google_firestore_database",
    holds: ({ block }) => !!nested(block.cmek_config).kms_key_name,
    fix: "set cmek_config.kms_key_name; it cannot be added later",
    broken: { cmek_config: {} },
  },
  {
    name: "Firestore databases have scheduled backups",
    type: "google_firestore_database",
    holds: (database, all) => all.companions(database, "google_firestore_backup_schedule").length > 0,
    fix: "add a google_firestore_backup_schedule",
    broken: { name: "forgotten" },
  },
  {
    name: "Firestore refuses to delete databases",
    type: "google_firestore_database",
    protectedOnly: true,
    holds: ({ block }) => block.delete_protection_state === "DELETE_PROTECTION_ENABLED",
    fix: 'set delete_protection_state to "DELETE_PROTECTION_ENABLED"',
    broken: { delete_protection_state: "DELETE_PROTECTION_DISABLED" },
  },
  {
    name: "Firestore databases outlive their resource",
    type: "google_firestore_database",
    protectedOnly: true,
    holds: ({ block }) => block.deletion_policy !== "DELETE",
    fix: 'set deletion_policy to "ABANDON"',
    broken: { deletion_policy: "DELETE" },
  },
];

const memorystore: readonly Rule[] = [
  {
    name: "Memorystore instances authenticate clients",
    type: "google_redis_instance",
    holds: ({ block }) => block.auth_enabled === true,
    fix: "set auth_enabled",
    broken: { auth_enabled: false },
  },
  {
    name: "Memorystore instances are encrypted in transit",
    type: "google_redis_instance",
    holds: ({ block }) => block.transit_encryption_mode === "SERVER_AUTHENTICATION",
    fix: 'set transit_encryption_mode to "SERVER_AUTHENTICATION"',
    broken: { transit_encryption_mode: "DISABLED" },
  },
  {
    name: "Memorystore instances are reached through private services access",
    type: "google_redis_instance",
    holds: ({ block }) => block.connect_mode === "PRIVATE_SERVICE_ACCESS",
    fix: 'set connect_mode to "PRIVATE_SERVICE_ACCESS"',
    broken: { connect_mode: "DIRECT_PEERING" },
  },
  {
    name: "Memorystore instances are encrypted with a customer key",
    type: "google_redis_instance",
    holds: ({ block }) => !!block.customer_managed_key,
    fix: "set customer_managed_key",
    broken: { auth_enabled: true },
  },
  {
    name: "Memorystore instances have a replica in another zone",
    type: "google_redis_instance",
    protectedOnly: true,
    holds: ({ block }) => block.tier === "STANDARD_HA",
    fix: 'set tier to "STANDARD_HA"',
    broken: { tier: "BASIC" },
  },
];

export const googleDatabases: readonly Rule[] = [...cloudSql, ...firestore, ...memorystore];

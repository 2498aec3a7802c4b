import { block, list } from "../model/values";
import type { Resource, Rule } from "./rule";

const days = (duration: string) => Number.parseInt(duration, 10) / 86400;

const flag = ({ block: instance }: Resource, name: string): string | undefined =>
  list(block(instance.settings).database_flags).find((one) => one.name === name)?.value;

const settingsOf = ({ block: instance }: Resource) => block(instance.settings);

const databases: Rule[] = [
  {
    name: "servers of Cloud SQL have no public address and refuse connections without TLS",
    type: "google_sql_database_instance",
    holds: (server) => {
      const { ipv4_enabled, private_network, ssl_mode, authorized_networks } = block(
        settingsOf(server).ip_configuration ?? {},
      );
      return (
        ipv4_enabled === false &&
        !!private_network &&
        ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"].includes(ssl_mode) &&
        list(authorized_networks).length === 0
      );
    },
    broken: { settings: { ip_configuration: { ipv4_enabled: true, ssl_mode: "ENCRYPTED_ONLY" } } },
  },
  {
    name: "servers of Cloud SQL are encrypted with a customer key and can be restored to any second",
    type: "google_sql_database_instance",
    holds: (server) => {
      const { enabled, point_in_time_recovery_enabled } = block(settingsOf(server).backup_configuration ?? {});
      return !!server.block.encryption_key_name && enabled === true && point_in_time_recovery_enabled === true;
    },
    broken: { encryption_key_name: "key", settings: { backup_configuration: { enabled: true } } },
  },
  {
    name: "servers of Cloud SQL audit, log who connects and take IAM identities",
    type: "google_sql_database_instance",
    holds: (server) =>
      ["cloudsql.enable_pgaudit", "cloudsql.iam_authentication", "log_connections", "log_disconnections"].every(
        (name) => flag(server, name) === "on",
      ),
    broken: { settings: { database_flags: [{ name: "log_connections", value: "on" }] } },
  },
  {
    name: "servers of Cloud SQL log no statements by their duration",
    type: "google_sql_database_instance",
    holds: (server) => flag(server, "log_min_duration_statement") === "-1",
    broken: { settings: { database_flags: [{ name: "log_min_duration_statement", value: "1000" }] } },
  },
  {
    name: "servers of Cloud SQL survive the loss of a zone, and their backups that of the server",
    type: "google_sql_database_instance",
    protectedOnly: true,
    holds: (server) => {
      const { availability_type, deletion_protection_enabled, retain_backups_on_delete } = settingsOf(server);
      return (
        availability_type === "REGIONAL" && deletion_protection_enabled === true && retain_backups_on_delete === true
      );
    },
    broken: { settings: { availability_type: "ZONAL" } },
  },
  {
    name: "servers of Cloud SQL keep no password in the state",
    type: "google_sql_database_instance",
    holds: ({ block }) => block.root_password === undefined,
    broken: { root_password: "known" },
  },
  {
    name: "users of Cloud SQL keep no password in the state",
    type: "google_sql_user",
    holds: ({ block }) => block.password === undefined,
    broken: { password: "known" },
  },
  {
    name: "documents can be restored to any minute and are encrypted with a customer key",
    type: "google_firestore_database",
    holds: ({ block: database }) =>
      database.point_in_time_recovery_enablement === "POINT_IN_TIME_RECOVERY_ENABLED" &&
      !!block(database.cmek_config)?.kms_key_name,
    broken: { point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_ENABLED" },
  },
  {
    name: "documents are backed up on a schedule",
    type: "google_firestore_database",
    holds: (database, all) => all.companions(database, "google_firestore_backup_schedule").length > 0,
    broken: { name: "forgotten" },
  },
  {
    name: "production's databases of documents refuse to be deleted",
    type: "google_firestore_database",
    protectedOnly: true,
    holds: ({ block }) =>
      block.delete_protection_state === "DELETE_PROTECTION_ENABLED" && block.deletion_policy !== "DELETE",
    broken: { delete_protection_state: "DELETE_PROTECTION_DISABLED" },
  },
  {
    name: "caches of Memorystore know their users, speak TLS and are encrypted with a customer key",
    type: "google_redis_instance",
    holds: ({ block }) =>
      block.auth_enabled === true &&
      block.transit_encryption_mode === "SERVER_AUTHENTICATION" &&
      block.connect_mode === "PRIVATE_SERVICE_ACCESS" &&
      !!block.customer_managed_key,
    broken: { auth_enabled: true, transit_encryption_mode: "DISABLED", customer_managed_key: "key" },
  },
  {
    name: "caches of Memorystore survive the loss of a zone",
    type: "google_redis_instance",
    protectedOnly: true,
    holds: ({ block }) => block.tier === "STANDARD_HA",
    broken: { tier: "BASIC" },
  },
];

const storage: Rule[] = [
  {
    name: "buckets of Google Cloud are closed to the public, whoever says otherwise",
    type: "google_storage_bucket",
    holds: ({ block }) => block.public_access_prevention === "enforced" && block.uniform_bucket_level_access === true,
    broken: { public_access_prevention: "inherited", uniform_bucket_level_access: true },
  },
  {
    name: "buckets of Google Cloud keep versions, are encrypted with a customer key and never go with their objects",
    type: "google_storage_bucket",
    holds: ({ block: bucket }) =>
      block(bucket.versioning)?.enabled === true &&
      !!block(bucket.encryption)?.default_kms_key_name &&
      bucket.force_destroy === false,
    broken: { versioning: { enabled: true }, encryption: { default_kms_key_name: "key" }, force_destroy: true },
  },
  {
    name: "repositories of Google Cloud keep tags and are encrypted with a customer key",
    type: "google_artifact_registry_repository",
    holds: ({ block: repository }) =>
      block(repository.docker_config)?.immutable_tags === true && !!repository.kms_key_name,
    broken: { kms_key_name: "key", docker_config: { immutable_tags: false } },
  },
  {
    name: "keys of Google Cloud rotate every quarter and can be saved for a week",
    type: "google_kms_crypto_key",
    holds: ({ block }) => days(block.rotation_period) <= 90 && days(block.destroy_scheduled_duration) >= 7,
    broken: { rotation_period: `${365 * 86400}s`, destroy_scheduled_duration: "604800s" },
  },
];

export const googleData: Rule[] = [...databases, ...storage];

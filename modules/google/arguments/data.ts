/** Limits of Cloud SQL, Firestore, Memorystore and Cloud Storage. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { CLOUD_SQL_BACKUPS, CLOUD_SQL_GIBIBYTES, MEMORYSTORE_GIBIBYTES } from "../limits";
import { member, role } from "./policies";

const seconds = { pattern: /^\d+(\.\d{1,9})?s$/, rule: "seconds that end in s, such as 604800s" };

const STORAGE_CLASSES = ["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"];

export const DATA: Readonly<Record<string, ArgumentLimits>> = {
  google_firestore_backup_schedule: {
    values: {
      "weekly_recurrence.day": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
    },
    patterns: { retention: seconds },
    exclusive: [["daily_recurrence", "weekly_recurrence"]],
  },
  google_firestore_database: {
    values: {
      concurrency_mode: ["OPTIMISTIC", "PESSIMISTIC", "OPTIMISTIC_WITH_ENTITY_GROUPS"],
      database_edition: ["STANDARD", "ENTERPRISE"],
      delete_protection_state: ["DELETE_PROTECTION_ENABLED", "DELETE_PROTECTION_DISABLED"],
      deletion_policy: ["ABANDON", "DELETE"],
      point_in_time_recovery_enablement: ["POINT_IN_TIME_RECOVERY_ENABLED", "POINT_IN_TIME_RECOVERY_DISABLED"],
      type: ["FIRESTORE_NATIVE", "DATASTORE_MODE"],
    },
    // App Engine has locations such as us-central, which Firestore refuses; https://cloud.google.com/firestore/docs/locations
    patterns: { location_id: { pattern: /^(nam5|nam7|eur3|[a-z]+-[a-z]+\d+)$/, rule: "nam5, nam7, eur3 or a region" } },
  },
  google_firestore_index: {
    values: {
      "fields.array_config": ["CONTAINS"],
      "fields.order": ["ASCENDING", "DESCENDING"],
      query_scope: ["COLLECTION", "COLLECTION_GROUP", "COLLECTION_RECURSIVE"],
    },
  },
  google_redis_instance: {
    values: {
      connect_mode: ["DIRECT_PEERING", "PRIVATE_SERVICE_ACCESS"],
      "maintenance_policy.weekly_maintenance_window.day": [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
      ],
      "persistence_config.persistence_mode": ["DISABLED", "RDB"],
      "persistence_config.rdb_snapshot_period": ["ONE_HOUR", "SIX_HOURS", "TWELVE_HOURS", "TWENTY_FOUR_HOURS"],
      read_replicas_mode: ["READ_REPLICAS_DISABLED", "READ_REPLICAS_ENABLED"],
      redis_version: ["REDIS_3_2", "REDIS_4_0", "REDIS_5_0", "REDIS_6_X", "REDIS_7_0", "REDIS_7_2"],
      "redis_configs.maxmemory-policy": [
        "noeviction",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
      ],
      tier: ["BASIC", "STANDARD_HA"],
      transit_encryption_mode: ["SERVER_AUTHENTICATION", "DISABLED"],
    },
    ranges: {
      memory_size_gb: [MEMORYSTORE_GIBIBYTES.min, MEMORYSTORE_GIBIBYTES.max],
      "maintenance_policy.weekly_maintenance_window.start_time.hours": [0, 23],
    },
    together: { reserved_ip_range: ["authorized_network"] },
  },
  google_sql_database: { values: { deletion_policy: ["ABANDON", "DELETE"] } },
  google_sql_database_instance: {
    values: {
      "settings.activation_policy": ["ALWAYS", "NEVER", "ON_DEMAND"],
      "settings.availability_type": ["REGIONAL", "ZONAL"],
      "settings.backup_configuration.backup_retention_settings.retention_unit": ["COUNT"],
      "settings.disk_type": ["PD_SSD", "PD_HDD", "HYPERDISK_BALANCED"],
      "settings.edition": ["ENTERPRISE", "ENTERPRISE_PLUS"],
      "settings.ip_configuration.ssl_mode": [
        "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
        "ENCRYPTED_ONLY",
        "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
      ],
      "settings.maintenance_window.update_track": ["canary", "stable", "week5"],
      "settings.password_validation_policy.complexity": ["COMPLEXITY_DEFAULT", "COMPLEXITY_UNSPECIFIED"],
    },
    patterns: {
      database_version: {
        pattern:
          /^(POSTGRES_(9_6|1[0-8])|MYSQL_(5_[67]|8_0|8_0_\d+|8_4)|SQLSERVER_\d{4}_(STANDARD|ENTERPRISE|EXPRESS|WEB))$/,
        rule: "a version such as POSTGRES_15",
      },
      "settings.backup_configuration.start_time": {
        pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
        rule: "a time such as 03:00",
      },
      // https://cloud.google.com/sql/docs/postgres/create-instance#machine-types
      "settings.tier": {
        pattern: /^db-(f1-micro|g1-small|custom-\d+-\d+|perf-optimized-N-\d+)$/,
        rule: "a tier such as db-custom-4-16384",
      },
    },
    ranges: {
      "settings.backup_configuration.backup_retention_settings.retained_backups": [
        CLOUD_SQL_BACKUPS.min,
        CLOUD_SQL_BACKUPS.max,
      ],
      "settings.backup_configuration.transaction_log_retention_days": [1, 35],
      "settings.disk_size": [CLOUD_SQL_GIBIBYTES.min, CLOUD_SQL_GIBIBYTES.max],
      "settings.insights_config.query_plans_per_minute": [0, 20],
      "settings.insights_config.query_string_length": [256, 4500],
      "settings.maintenance_window.day": [1, 7],
      "settings.maintenance_window.hour": [0, 23],
    },
    together: { "settings.ip_configuration.allocated_ip_range": ["settings.ip_configuration.private_network"] },
  },
  google_sql_user: {
    values: {
      deletion_policy: ["ABANDON"],
      type: ["BUILT_IN", "CLOUD_IAM_USER", "CLOUD_IAM_SERVICE_ACCOUNT", "CLOUD_IAM_GROUP"],
    },
    exclusive: [["password", "password_wo"]],
    together: { password_wo: ["password_wo_version"] },
  },
  google_storage_bucket: {
    values: {
      "lifecycle_rule.action.storage_class": STORAGE_CLASSES,
      "lifecycle_rule.action.type": ["Delete", "SetStorageClass", "AbortIncompleteMultipartUpload"],
      "lifecycle_rule.condition.with_state": ["LIVE", "ARCHIVED", "ANY"],
      public_access_prevention: ["enforced", "inherited"],
      rpo: ["DEFAULT", "ASYNC_TURBO"],
      storage_class: STORAGE_CLASSES,
    },
    ranges: { "soft_delete_policy.retention_duration_seconds": [0, 90 * 24 * 60 * 60] },
  },
  google_storage_bucket_iam_member: { patterns: { member, role } },
};

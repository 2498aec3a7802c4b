/** Means of recovery of Google Cloud's databases, caches and buckets. */
import { nested } from "../model/values";
import type { MeansOf } from "./databases";
import { failsOver, restores, unharmed, zoneStandby } from "./means";

const sql: MeansOf = (_, { attributes }) => {
  const { availability_type, backup_configuration, disk_size } = nested(attributes.settings);
  const { enabled, point_in_time_recovery_enabled, transaction_log_retention_days = 7 } = nested(backup_configuration);
  return [
    ...(availability_type === "REGIONAL" ? [zoneStandby] : []),
    ...(enabled === true
      ? [{ loss: "damage", by: "backups", lostMinutes: 25 * 60, because: "daily", steps: restores(disk_size) } as const]
      : []),
    ...(point_in_time_recovery_enabled === true
      ? [
          {
            loss: "damage",
            by: "point-in-time recovery",
            lostMinutes: 5,
            because: `Cloud SQL keeps the log for ${transaction_log_retention_days} days`,
            steps: restores(disk_size),
          } as const,
        ]
      : []),
  ];
};

const firestore: MeansOf = (_, { attributes }) => {
  // Locations without a hyphen, such as nam5, are multi-regions.
  const multi = !String(attributes.location_id).includes("-");
  return [
    { loss: "zone", by: "Firestore", lostMinutes: 0, because: "a write is stored in several zones", steps: unharmed },
    ...(attributes.point_in_time_recovery_enablement === "POINT_IN_TIME_RECOVERY_ENABLED"
      ? [
          {
            loss: "damage",
            by: "point-in-time recovery",
            lostMinutes: 1,
            because: "any minute of seven days",
            steps: restores(),
          } as const,
        ]
      : []),
    ...(multi
      ? [
          {
            loss: "region",
            by: `multi-region ${attributes.location_id}`,
            lostMinutes: 0,
            because: "a write is stored in two regions",
            steps: unharmed,
          } as const,
        ]
      : []),
  ];
};

const redis: MeansOf = (_, { attributes }) =>
  attributes.tier === "STANDARD_HA"
    ? [
        {
          loss: "zone",
          by: "replica in a second zone",
          lostMinutes: 1,
          because: "Redis replicates within a second",
          steps: failsOver,
        },
      ]
    : [];

const storage: MeansOf = (_, { attributes }) => {
  const multi = ["ASIA", "EU", "US"].includes(String(attributes.location).toUpperCase());
  return [
    {
      loss: "zone",
      by: "Cloud Storage",
      lostMinutes: 0,
      because: "a write is stored in several zones",
      steps: unharmed,
    },
    ...(nested(attributes.versioning).enabled === true
      ? [
          {
            loss: "damage",
            by: "versions",
            lostMinutes: 0,
            because: "it keeps overwritten and deleted objects",
            steps: restores(),
          } as const,
        ]
      : []),
    ...(multi
      ? [
          {
            loss: "region",
            by: `multi-region ${attributes.location}`,
            lostMinutes: 60,
            because: "most objects are in two regions within the hour",
            steps: unharmed,
          } as const,
        ]
      : []),
  ];
};

/** Means by the type of the store. */
export const GOOGLE_MEANS: Readonly<Record<string, MeansOf>> = {
  google_sql_database_instance: sql,
  google_firestore_database: firestore,
  google_redis_instance: redis,
  google_storage_bucket: storage,
};

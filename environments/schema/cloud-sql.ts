import {
  CLOUD_SQL_BACKUPS,
  CLOUD_SQL_GIBIBYTES,
  CLOUD_SQL_LOG_DAYS,
  MEMORYSTORE_GIBIBYTES,
} from "@modules/google/limits";
import { z } from "zod";
import { type Fault, type Given, productionFaults } from "./faults";

const storage = z
  .int()
  .min(CLOUD_SQL_GIBIBYTES.min, { error: `must be at least ${CLOUD_SQL_GIBIBYTES.min} GiB` })
  .max(CLOUD_SQL_GIBIBYTES.max, { error: `must be at most ${CLOUD_SQL_GIBIBYTES.max} GiB` });

/**
 * A PostgreSQL instance on Cloud SQL that replicates the database on AWS; the platform's runbooks have the steps to set
 * up replication.
 */
export const cloudSqlSchema = z.strictObject({
  /** Major version, not older than that of the replicated database on AWS. */
  version: z.string().regex(/^POSTGRES_\d+$/, { error: "must be a version of Cloud SQL such as POSTGRES_15" }),
  tier: z.string().regex(/^db-custom-\d+-\d+$/, {
    error: "must be db-custom-<vCPUs>-<MiB of memory> such as db-custom-4-16384",
  }),
  /** Storage of a new instance in GiB, at least 10. */
  storageGibibytes: storage,
  /** Limit of automatic storage increases in GiB, at least 10. */
  maxStorageGibibytes: storage,
  /** Keep a standby in a second zone, which takes over automatically. */
  highAvailability: z.boolean(),
  /** Number of daily backups to keep, 7 to 365. */
  retainedBackups: z
    .int()
    .min(CLOUD_SQL_LOG_DAYS.max, {
      error: `must be at least ${CLOUD_SQL_LOG_DAYS.max}, the days of point-in-time recovery`,
    })
    .max(CLOUD_SQL_BACKUPS.max),
});

/** Memory of a Redis instance on Memorystore in GiB, 1 to 300. */
export const memorystoreGibibytes = z
  .int()
  .min(MEMORYSTORE_GIBIBYTES.min)
  .max(MEMORYSTORE_GIBIBYTES.max, { error: `must be at most ${MEMORYSTORE_GIBIBYTES.max} GiB` });

type Settings = Given<z.infer<typeof cloudSqlSchema>>;

export function cloudSqlFaults(name: string | undefined, database: Settings): Fault[] {
  if (!database) {
    return [];
  }
  const path = ["google", "database"];
  const { storageGibibytes = 0, maxStorageGibibytes = storageGibibytes } = database;
  const message = `must be at least storageGibibytes (${storageGibibytes})`;
  return [
    ...productionFaults(name, true, database.highAvailability, ...path, "highAvailability"),
    ...(maxStorageGibibytes < storageGibibytes
      ? [{ path: [...path, "maxStorageGibibytes"], message, input: maxStorageGibibytes }]
      : []),
  ];
}

/** A PostgreSQL server on Cloud SQL, whose data comes from the one on AWS; see the runbooks on its replication. */
import { z } from "zod";
import { type Fault, type Given, mustBe } from "./rules";

export const cloudSqlSchema = z.strictObject({
  /** No older than on AWS, whose changes it takes in. */
  version: z.string().regex(/^POSTGRES_\d+$/, { error: "must be a version of Cloud SQL such as POSTGRES_15" }),
  tier: z.string().regex(/^db-custom-\d+-\d+$/, {
    error: "must be db-custom-<vCPUs>-<MiB of memory> such as db-custom-4-16384",
  }),
  /** Storage to begin with, GiB. */
  storageGibibytes: z.int().min(10, { error: "must be at least 10 GiB" }),
  /** Storage grows by itself to this, GiB. */
  maxStorageGibibytes: z.int().min(10, { error: "must be at least 10 GiB" }),
  /** A standby in a second zone takes over by itself. */
  highAvailability: z.boolean(),
  /** Daily backups that are kept. */
  retainedBackups: z.int().min(7, { error: "must be at least 7, the days of point-in-time recovery" }).max(365),
});

type Settings = Given<z.infer<typeof cloudSqlSchema>>;

export function cloudSqlFaults(name: string | undefined, database: Settings): Fault[] {
  if (!database) {
    return [];
  }
  const path = ["google", "database"];
  const { storageGibibytes = 0, maxStorageGibibytes = storageGibibytes } = database;
  return [
    ...(name === "production" ? mustBe(true, database.highAvailability, ...path, "highAvailability") : []),
    ...(maxStorageGibibytes < storageGibibytes
      ? [
          {
            path: [...path, "maxStorageGibibytes"],
            message: `must be at least storageGibibytes (${storageGibibytes})`,
            input: maxStorageGibibytes,
          },
        ]
      : []),
  ];
}

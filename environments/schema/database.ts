import { z } from "zod";
import { awsRegion, awsZone, slug } from "./fields";

const instanceClass = z.string().startsWith("db.", { error: "must be an RDS class such as db.r5.2xlarge" });

/** A PostgreSQL server on RDS and its read replicas. */
export const databaseSchema = z.strictObject({
  instanceClass,
  /** Major version; RDS picks the minor and keeps it current. */
  engineVersion: z.string().regex(/^\d+(\.\d+)?$/, { error: "must be a PostgreSQL version such as 15" }),
  allocatedGibibytes: z.int().min(20, { error: "must be at least 20 GiB" }),
  /** A standby in a second zone takes over by itself. */
  multiAz: z.boolean(),
  /** Days of automatic backups and point-in-time recovery, 1 to 35. */
  backupRetentionDays: z.int().min(1).max(35),
  /** Enhanced monitoring interval; 0 is off. */
  monitoringIntervalSeconds: z.literal([0, 1, 5, 10, 15, 30, 60]),
  performanceInsights: z.boolean(),
  /** Read replicas, at most five; their number is scaled here, RDS cannot do it by itself. */
  replicas: z
    .array(
      z.strictObject({
        /** Part of the replica's identifier; unique among them. */
        name: slug,
        region: awsRegion,
        /** One of the region's. Left out, RDS chooses. */
        zone: awsZone.optional(),
        instanceClass,
      }),
    )
    .max(5, { error: "must be at most 5 replicas" }),
});

export type DatabaseSettings = z.infer<typeof databaseSchema>;

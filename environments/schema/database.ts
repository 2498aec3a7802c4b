import {
  ALLOCATED_GIBIBYTES,
  BACKUP_RETENTION_DAYS,
  MONITORING_INTERVAL_SECONDS,
  REPLICAS_PER_SHARD,
  ROTATION_DAYS,
  SERVERLESS_CAPACITY,
  SNAPSHOT_RETENTION_DAYS,
} from "@modules/aws/database/limits";
import { z } from "zod";
import { availabilityZone, awsRegion, positive, postgresClass, postgresVersion, slug } from "./fields";

const days = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

/** Days of automatic backups and point-in-time recovery, 1 to 35. */
export const backupRetentionDays = days(BACKUP_RETENTION_DAYS);

/** Days that daily snapshots of a cache are kept, 1 to 35. */
export const snapshotRetentionDays = days(SNAPSHOT_RETENTION_DAYS);

const { max: replicas } = REPLICAS_PER_SHARD;

/** Nodes of a Redis group without shards, 1 to 6: one primary and its replicas. */
export const redisNodes = positive.max(replicas + 1, {
  error: `must be at most ${replicas + 1}, one primary and ${replicas} replicas`,
});

/** Days between rotations of a database's master password, 1 to 90. */
export const passwordRotationDays = days(ROTATION_DAYS);

/** Interval of Enhanced Monitoring in seconds; 0 disables it. */
export const monitoringIntervalSeconds = z.literal(MONITORING_INTERVAL_SECONDS);

/**
 * Range of a serverless Aurora instance in capacity units of about 2 GiB of memory each; other instance classes ignore
 * it.
 */
export const serverlessCapacity = z.strictObject({
  min: z.number().min(SERVERLESS_CAPACITY.min),
  max: z.number().max(SERVERLESS_CAPACITY.max),
});

/** A PostgreSQL instance on RDS and its read replicas. */
export const databaseSchema = z.strictObject({
  instanceClass: postgresClass,
  engineVersion: postgresVersion("postgres"),
  allocatedGibibytes: z
    .int()
    .min(ALLOCATED_GIBIBYTES.min, { error: `must be at least ${ALLOCATED_GIBIBYTES.min} GiB` }),
  /** Keep a standby in a second availability zone, which takes over automatically. */
  multiAz: z.boolean(),
  /**
   * `max_connections` of the primary and of every replica. The maximum is AWS's default: one for each 9.5 MB of the
   * class's memory, at most 5000, so about 450 with 4 GiB and 3600 with 32 GiB.
   */
  maxConnections: positive,
  backupRetentionDays,
  monitoringIntervalSeconds,
  performanceInsights: z.boolean(),
  /**
   * Read replicas, at most five. RDS does not scale their number, so change it here. RDS cannot manage the master
   * password of an instance with replicas. When you add the first replica, a function of this project sets a new
   * password and rotates it from then on.
   */
  replicas: z
    .array(
      z.strictObject({
        /** Part of the replica's identifier, unique among the replicas. */
        name: slug,
        region: awsRegion,
        /** Availability zone of the replica. @default RDS selects one */
        availabilityZone: availabilityZone.optional(),
        instanceClass: postgresClass,
      }),
    )
    .max(5, { error: "must be at most 5 replicas; leave some out" }),
});

export type DatabaseSettings = z.infer<typeof databaseSchema>;

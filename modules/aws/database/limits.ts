/**
 * Ranges of RDS, ElastiCache and Secrets Manager, both ends included. Modules and the schemas of environments use them,
 * so this file must not import resources.
 */

/**
 * Days that automated backups are kept. A read replica also accepts 0, which turns them off.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export const BACKUP_RETENTION_DAYS = { min: 1, max: 35 };

/** Storage of a PostgreSQL instance on gp3, GiB. */
export const ALLOCATED_GIBIBYTES = { min: 20, max: 65536 };

/** Intervals of Enhanced Monitoring in seconds; 0 disables it. */
export const MONITORING_INTERVAL_SECONDS = [0, 1, 5, 10, 15, 30, 60] as const;

/** Days that daily snapshots of a cache are kept. */
export const SNAPSHOT_RETENTION_DAYS = { min: 1, max: 35 };

/**
 * Days between rotations of a password. Secrets Manager allows up to 1000; Security Hub reports secrets with more than
 * 90.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html
 */
export const ROTATION_DAYS = { min: 1, max: 90 };

/** Aurora capacity units of a serverless instance, in steps of 0.5. */
export const SERVERLESS_CAPACITY = { min: 0.5, max: 256 };

/** Number of shards of a Redis replication group. */
export const SHARDS = { min: 1, max: 500 };

/** Number of replicas of a Redis primary. */
export const REPLICAS_PER_SHARD = { min: 0, max: 5 };

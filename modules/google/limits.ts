/**
 * Ranges of Google Cloud services, both ends included. Modules and the schema of environments check them, so this file
 * imports no resource.
 */

/** Storage of a Cloud SQL instance, GiB. https://cloud.google.com/sql/docs/quotas */
export const CLOUD_SQL_GIBIBYTES = { min: 10, max: 65536 };

/** Daily backups that Cloud SQL keeps. */
export const CLOUD_SQL_BACKUPS = { min: 1, max: 365 };

/** Days of transaction logs, for point-in-time recovery, of the Enterprise edition. */
export const CLOUD_SQL_LOG_DAYS = { min: 1, max: 7 };

/** Memory of a Memorystore instance, GiB. */
export const MEMORYSTORE_GIBIBYTES = { min: 1, max: 300 };

/** Boot disk, GiB, which Compute Engine calls GB. https://cloud.google.com/compute/docs/disks */
export const BOOT_DISK_GIBIBYTES = { min: 10, max: 65536 };

/** Days that a Cloud Logging bucket keeps log entries. */
export const LOG_RETENTION_DAYS = { min: 1, max: 3650 };

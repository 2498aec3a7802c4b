/** Checks of props that Cloud SQL refuses only after minutes of an apply. */
import { check, checkPattern, checkWholeNumber } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import { CLOUD_SQL_BACKUPS, CLOUD_SQL_GIBIBYTES, CLOUD_SQL_LOG_DAYS } from "../limits";
import type { PostgresSettings } from "./postgres-settings";

export function checkVersion(scope: IConstruct, version: string): void {
  checkPattern(scope, "version", version, /^POSTGRES_\d+$/, "a version such as POSTGRES_15");
}

export function checkDatabaseName(scope: IConstruct, databaseName: string): void {
  checkPattern(scope, "databaseName", databaseName, /^[a-z_][a-z0-9_]{0,62}$/, "1 to 63 of a-z0-9_, no digit first");
}

export function checkSettings(scope: IConstruct, settings: Required<PostgresSettings>): void {
  const { tier, storageGibibytes, maxStorageGibibytes, backupStart, maintenance } = settings;
  check(scope, isTier(tier), "tier", TIER_RULE, tier);
  checkWholeNumber(scope, "storageGibibytes", storageGibibytes, CLOUD_SQL_GIBIBYTES.min, CLOUD_SQL_GIBIBYTES.max);
  checkWholeNumber(scope, "maxStorageGibibytes", maxStorageGibibytes, storageGibibytes, CLOUD_SQL_GIBIBYTES.max);
  checkBackups(scope, settings);
  checkPattern(scope, "backupStart", backupStart, /^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 03:00");
  checkWholeNumber(scope, "maintenance.day", maintenance.day, 1, 7);
  checkWholeNumber(scope, "maintenance.hour", maintenance.hour, 0, 23);
}

function checkBackups(scope: IConstruct, { retainedBackups, transactionLogDays }: Required<PostgresSettings>): void {
  checkWholeNumber(scope, "retainedBackups", retainedBackups, CLOUD_SQL_BACKUPS.min, CLOUD_SQL_BACKUPS.max);
  checkWholeNumber(scope, "transactionLogDays", transactionLogDays, CLOUD_SQL_LOG_DAYS.min, CLOUD_SQL_LOG_DAYS.max);
  // Point-in-time recovery starts from a backup before the point.
  const rule = `at least transactionLogDays, ${transactionLogDays}`;
  check(scope, retainedBackups >= transactionLogDays, "retainedBackups", rule, retainedBackups);
}

const TIER_RULE =
  "db-custom-<vCPUs>-<MiB>: one or an even number of vCPUs to 96, with 922 to 6656 MiB each in steps of 256, at least 3840";

/** https://cloud.google.com/sql/docs/postgres/create-instance#machine-types */
function isTier(tier: string): boolean {
  const [cores, memory] = /^db-custom-(\d+)-(\d+)$/.exec(tier)?.slice(1).map(Number) ?? [0, 0];
  return (
    (cores === 1 || (cores! > 0 && cores! <= 96 && cores! % 2 === 0)) &&
    memory! % 256 === 0 &&
    memory! >= Math.max(3840, cores! * 0.9 * 1024) &&
    memory! <= cores! * 6.5 * 1024
  );
}

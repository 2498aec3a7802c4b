import type { IConstruct } from "constructs";
import type { PostgresProps } from "./postgres";

/** @throws where a prop is what Cloud SQL refuses, which is half an hour into an apply */
export function checkPostgres(scope: IConstruct, props: PostgresProps): void {
  const check = (prop: string, holds: boolean, rule: string, got: unknown) => {
    if (!holds) {
      throw new Error(`${scope.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  };
  const { version, tier, databaseName, storageGibibytes = 100, maxStorageGibibytes = 500 } = props;
  const {
    retainedBackups = 30,
    transactionLogDays = 7,
    backupStart = "03:00",
    maintenance = { day: 7, hour: 3 },
  } = props;
  const whole = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;
  check("version", /^POSTGRES_\d+$/.test(version), "a version such as POSTGRES_15", version);
  check("tier", isTier(tier), TIER_RULE, tier);
  check("databaseName", /^[a-z_][a-z0-9_]{0,62}$/.test(databaseName), "1 to 63 of a-z0-9_", databaseName);
  check("storageGibibytes", whole(storageGibibytes, 10, 65536), "a whole number, 10 to 65536", storageGibibytes);
  check(
    "maxStorageGibibytes",
    whole(maxStorageGibibytes, storageGibibytes, 65536),
    `a whole number, ${storageGibibytes} (storageGibibytes) to 65536`,
    maxStorageGibibytes,
  );
  check("retainedBackups", whole(retainedBackups, 1, 365), "a whole number, 1 to 365", retainedBackups);
  check("transactionLogDays", whole(transactionLogDays, 1, 7), "a whole number, 1 to 7", transactionLogDays);
  // A point in time is reached from a backup before it.
  check("retainedBackups", retainedBackups >= transactionLogDays, `at least transactionLogDays`, retainedBackups);
  check("backupStart", /^([01]\d|2[0-3]):[0-5]\d$/.test(backupStart), "a time such as 03:00", backupStart);
  check("maintenance.day", whole(maintenance.day, 1, 7), "1 (Monday) to 7 (Sunday)", maintenance.day);
  check("maintenance.hour", whole(maintenance.hour, 0, 23), "0 to 23", maintenance.hour);
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

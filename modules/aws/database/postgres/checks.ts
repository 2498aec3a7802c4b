/** Checks of props that RDS would refuse only during an apply. */
import { check, checkPattern, checkWholeNumber } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import { ALLOCATED_GIBIBYTES, BACKUP_RETENTION_DAYS } from "../limits";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export function checkIdentifier(scope: IConstruct, identifier: string): void {
  const rule = "1 to 63 lower-case letters, digits and single hyphens, a letter first";
  checkPattern(scope, "identifier", identifier, /^(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, rule);
}

export function checkDatabaseName(scope: IConstruct, databaseName: string): void {
  const rule = "1 to 63 letters, digits and underscores, a letter first";
  checkPattern(scope, "databaseName", databaseName, /^[A-Za-z]\w{0,62}$/, rule);
}

export function checkUsername(scope: IConstruct, username: string): void {
  const holds = /^[a-z]\w{0,62}$/.test(username) && !RESERVED_USERNAMES.has(username);
  check(scope, holds, "username", "a letter, then letters, digits and underscores, and not reserved", username);
}

/** Fails unless storage can grow by at least a tenth, the minimum that RDS accepts. */
export function checkStorage(scope: IConstruct, allocated: number, maxAllocated: number | undefined): void {
  const { min, max } = ALLOCATED_GIBIBYTES;
  checkWholeNumber(scope, "allocatedGibibytes", allocated, min, max);
  if (maxAllocated !== undefined) {
    const least = Math.ceil((allocated * 11) / 10);
    const rule = `at least ${least}, a tenth above allocatedGibibytes`;
    check(scope, maxAllocated >= least, "maxAllocatedGibibytes", rule, maxAllocated);
  }
}

/** @param min 0 for a read replica, which may have no backups of its own */
export function checkBackupRetention(scope: IConstruct, days: number, min = BACKUP_RETENTION_DAYS.min): void {
  checkWholeNumber(scope, "backupRetentionDays", days, min, BACKUP_RETENTION_DAYS.max);
}

const RESERVED_USERNAMES = new Set(["admin", "rdsadmin", "rdsrepladmin", "rds_superuser", "user"]);

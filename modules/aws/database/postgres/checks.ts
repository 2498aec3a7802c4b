/** What RDS would refuse only at apply. */
import type { IConstruct } from "constructs";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export function checkIdentifier(scope: IConstruct, identifier: string): void {
  if (identifier.length > 63 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(identifier)) {
    fail(scope, "identifier", "1 to 63 lower-case letters, digits and single hyphens, a letter first", identifier);
  }
}

export interface Master {
  readonly databaseName: string;
  readonly username: string;
}

export function checkMaster(scope: IConstruct, { databaseName, username }: Master): void {
  if (!/^[A-Za-z]\w{0,62}$/.test(databaseName)) {
    fail(scope, "databaseName", "1 to 63 letters, digits and underscores, a letter first", databaseName);
  }
  if (!/^[a-z]\w{0,62}$/.test(username) || RESERVED.has(username)) {
    fail(scope, "username", "a letter, then letters, digits and underscores, and not reserved", username);
  }
}

export interface PostgresSizes extends Master {
  readonly allocatedGibibytes: number;
  readonly maxAllocatedGibibytes: number | undefined;
  readonly backupRetentionDays: number;
}

export function checkPostgres(scope: IConstruct, sizes: PostgresSizes): void {
  const { allocatedGibibytes, maxAllocatedGibibytes, databaseName, username, backupRetentionDays } = sizes;
  if (allocatedGibibytes < 20 || allocatedGibibytes > 65536) {
    fail(scope, "allocatedGibibytes", "20 to 65536", allocatedGibibytes);
  }
  const least = Math.ceil((allocatedGibibytes * 11) / 10);
  if (maxAllocatedGibibytes !== undefined && maxAllocatedGibibytes < least) {
    fail(scope, "maxAllocatedGibibytes", `at least ${least}, a tenth above the allocated`, maxAllocatedGibibytes);
  }
  checkMaster(scope, { databaseName, username });
  if (backupRetentionDays < 1 || backupRetentionDays > 35) {
    fail(scope, "backupRetentionDays", "1 to 35", backupRetentionDays);
  }
}

export function checkRotationDays(scope: IConstruct, days: number): void {
  if (days < 1 || days > 90) {
    fail(scope, "rotationDays", "1 to 90", days);
  }
}

const RESERVED = new Set(["admin", "rdsadmin", "rdsrepladmin", "rds_superuser", "user"]);

export function fail(scope: IConstruct, prop: string, rule: string, got: string | number): never {
  throw new Error(`${scope.node.path}: ${prop} must be ${rule}, got ${got}`);
}

import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { POSTGRES_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { checkBackupRetention, checkDatabaseName, checkStorage, checkUsername } from "./checks";
import { PostgresCompanions } from "./companions";
import { MASTER_USER, type PostgresProps } from "./props";

export interface PostgresInstance {
  readonly instance: DbInstance;
  readonly connections: Connections;
}

/**
 * Adds a primary with its `PostgresCompanions` to a scope of its own.
 * @param password arguments that set the master password
 */
export function addPostgresInstance(
  scope: Construct,
  props: PostgresProps,
  password: Partial<DbInstanceConfig>,
): PostgresInstance {
  const { identifier, engineVersion, instanceClass, allocatedGibibytes, maxAllocatedGibibytes, databaseName } = props;
  const { username = MASTER_USER, multiAz = true, backupRetentionDays = 30, overrides } = props;
  checkStorage(scope, allocatedGibibytes, maxAllocatedGibibytes);
  checkDatabaseName(scope, databaseName);
  checkUsername(scope, username);
  checkBackupRetention(scope, backupRetentionDays);
  const { settings, connections } = new PostgresCompanions(scope, props);
  const { deletionProtection } = settings;
  const instance = new DbInstance(scope, "Default", {
    ...settings,
    ...password,
    engine: "postgres",
    engineVersion,
    instanceClass,
    allocatedStorage: allocatedGibibytes,
    maxAllocatedStorage: maxAllocatedGibibytes,
    dbName: databaseName,
    username,
    port: POSTGRES_PORT,
    multiAz,
    backupRetentionPeriod: backupRetentionDays,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${identifier}-final` : undefined,
    ...overrides,
  });
  return { instance, connections };
}

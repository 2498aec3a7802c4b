import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres } from "@modules/aws/database/postgres";
import type { ISecret } from "@modules/aws/security/secret";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import type { EnvironmentStack } from "../environment-stack";
import { type DataNeeds, secretSettings } from "./data-needs";

export interface Database {
  readonly instance: Postgres;
  readonly password: ISecret;
}

/** Memory is in pages of 8 kB: a quarter of the instance's for buffers, three quarters assumed for the system's cache. */
export const POSTGRES_PARAMETERS = {
  shared_preload_libraries: "pg_stat_statements",
  max_connections: "1000",
  shared_buffers: "{DBInstanceClassMemory/32768}",
  effective_cache_size: "{DBInstanceClassMemory*3/32768}",
};

export function addDatabase(stack: EnvironmentStack<DafnckmachineEnvironment>, needs: DataNeeds): Database {
  const { vpc, key, logsKey } = needs;
  const { database, security, deletionProtection } = stack.environment;
  const replicated = database.replicas.length > 0;
  const logs = { logsKey, logRetentionDays: security.logRetentionDays };
  const instance = new Postgres(stack, "database", {
    ...logs,
    identifier: stack.named("dafnckmachine-postgres"),
    engineVersion: database.engineVersion,
    instanceClass: database.instanceClass,
    allocatedGibibytes: database.allocatedGigabytes,
    databaseName: "dafnckmachine",
    masterPassword: replicated ? "rotated" : "managed",
    multiAz: database.multiAz,
    vpc,
    securityGroupName: stack.named("dafnckmachine-db-sg"),
    parameters: POSTGRES_PARAMETERS,
    backupRetentionDays: database.backupRetentionDays,
    monitoringIntervalSeconds: database.monitoringIntervalSeconds,
    performanceInsights: database.performanceInsights,
    key,
    deletionProtection,
  });
  const rotation = { database: instance, rotationDays: security.passwordRotationDays };
  const password = replicated
    ? new MasterPasswordRotation(stack, "database-credentials", {
        ...rotation,
        ...logs,
        ...secretSettings(stack.environment, needs),
        secretName: stack.named("dafnckmachine/database-credentials"),
        functionName: stack.named("rotate-master-password"),
        vpc,
      })
    : new ManagedMasterPassword(stack, "database-credentials", rotation);
  return { instance, password };
}

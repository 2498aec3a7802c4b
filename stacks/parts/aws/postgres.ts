import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres, type PostgresProps } from "@modules/aws/database/postgres/postgres";
import type { IKey } from "@modules/aws/security/key";
import type { ISecret } from "@modules/aws/security/secret";
import type { DatabaseSettings } from "../../../environments/schema/database";
import type { Environment } from "../../../environments/schema/environment";
import type { AwsStack } from "../../base/aws-stack";
import { secretSettings } from "./secret-settings";

export interface PostgresEnvironment extends Environment {
  readonly database: DatabaseSettings;
  readonly security: Environment["security"] & {
    /** Days between rotations of the master password. */
    readonly passwordRotationDays: number;
  };
  readonly recovery?: { readonly region: string };
}

type PostgresNeeds = Pick<
  PostgresProps,
  "vpc" | "key" | "logsKey" | "parameters" | "maxAllocatedGibibytes" | "backupWindow"
> & {
  /** Key of the standby's region, which gets a copy of the password. @default no copy */
  readonly recoveryKey?: IKey;
};

export interface Database {
  readonly instance: Postgres;
  readonly password: ISecret;
  /** Replica of the password in the standby's region; undefined without a standby. */
  readonly recoveryPassword?: ISecret;
}

/** The database of a platform, under its name, and the password of its master user. */
export function addPostgres(stack: AwsStack<PostgresEnvironment>, needs: PostgresNeeds): Database {
  const { recoveryKey, ...props } = needs;
  const { platform, database, security, deletionProtection, recovery } = stack.environment;
  const replicated = database.replicas.length > 0;
  const logs = { logsKey: needs.logsKey, logRetentionDays: security.logRetentionDays };
  const instance = new Postgres(stack, "database", {
    ...props,
    ...logs,
    identifier: stack.named(`${platform}-postgres`),
    engineVersion: database.engineVersion,
    instanceClass: database.instanceClass,
    allocatedGibibytes: database.allocatedGibibytes,
    databaseName: platform.replaceAll("-", "_"),
    masterPassword: replicated ? "rotated" : "managed",
    multiAz: database.multiAz,
    securityGroupName: stack.named(`${platform}-db-sg`),
    backupRetentionDays: database.backupRetentionDays,
    monitoringIntervalSeconds: database.monitoringIntervalSeconds,
    performanceInsights: database.performanceInsights,
    deletionProtection,
  });
  const rotation = { database: instance, rotationDays: security.passwordRotationDays };
  if (!replicated) {
    return { instance, password: new ManagedMasterPassword(stack, "database-credentials", rotation) };
  }
  const password = new MasterPasswordRotation(stack, "database-credentials", {
    ...rotation,
    ...logs,
    ...secretSettings(stack.environment, recoveryKey),
    secretName: stack.named(`${platform}/database-credentials`),
    functionName: stack.named(`${platform}-rotate-master-password`),
    vpc: needs.vpc,
  });
  return { instance, password, recoveryPassword: recovery && recoveryKey && password.replicaIn(recovery.region) };
}

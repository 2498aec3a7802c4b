import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { type IPostgres, type IReplicationSource, Postgres } from "@modules/aws/database/postgres/postgres";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import type { PostgresProps } from "@modules/aws/database/postgres/props";
import type { IKey } from "@modules/aws/security/key";
import type { ISecret } from "@modules/aws/security/secret";
import { fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";
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

type DatabaseProps = Pick<
  PostgresProps,
  "vpc" | "key" | "logsKey" | "parameters" | "maxAllocatedGibibytes" | "backupWindow"
> & {
  /** Key in the standby's region, for a replica of the password. @default the password is not replicated */
  readonly recoveryKey?: IKey;
};

export interface Database {
  readonly instance: IPostgres;
  readonly password: ISecret;
  /** Replica of the password in the standby's region; undefined without a standby. */
  readonly recoveryPassword?: ISecret;
  /** The instance that replicas follow; undefined when the environment lists none. */
  readonly replicationSource?: IReplicationSource;
}

/** A platform's PostgreSQL database and the password of its master user. */
export function addPostgres(stack: AwsStack<PostgresEnvironment>, props: DatabaseProps): Database {
  const { recoveryKey, ...shared } = props;
  const { platform, database, security, deletionProtection, recovery } = stack.environment;
  const logs = { logsKey: props.logsKey, logRetentionDays: security.logRetentionDays };
  const instanceProps = {
    ...shared,
    ...logs,
    identifier: stack.named(`${platform}-postgres`),
    engineVersion: database.engineVersion,
    instanceClass: database.instanceClass,
    allocatedGibibytes: database.allocatedGibibytes,
    databaseName: platform.replaceAll("-", "_"),
    multiAz: database.multiAz,
    securityGroupName: stack.named(`${platform}-db-sg`),
    backupRetentionDays: database.backupRetentionDays,
    monitoringIntervalSeconds: database.monitoringIntervalSeconds,
    performanceInsights: database.performanceInsights,
    deletionProtection,
  };
  const rotationDays = security.passwordRotationDays;
  if (database.replicas.length === 0) {
    const instance = new PostgresWithManagedPassword(stack, "database", instanceProps);
    const password = new ManagedMasterPassword(stack, "database-credentials", { database: instance, rotationDays });
    return { instance, password };
  }
  const instance = new Postgres(stack, "database", instanceProps);
  const password = new MasterPasswordRotation(stack, "database-credentials", {
    database: instance,
    rotationDays,
    ...logs,
    ...secretSettings(stack.environment, recoveryKey),
    secretName: stack.named(`${platform}/database-credentials`),
    functionName: stack.named(`${platform}-rotate-master-password`),
    vpc: props.vpc,
  });
  const recoveryPassword = recovery && recoveryKey && password.replicaIn(recovery.region);
  return { instance, password, recoveryPassword, replicationSource: instance };
}

/** @throws when the environment lists no replicas, because RDS then manages the password and refuses them */
export function replicationSourceOf(stack: IConstruct & Pick<Database, "replicationSource">): IReplicationSource {
  return stack.replicationSource ?? fail(stack, "database.replicas", "one or more for a stack of replicas", "none");
}

import { DatabaseEvents } from "@modules/aws/database/database-events";
import { instanceMemoryGibibytes, isBurstable } from "@modules/aws/database/instance-memory";
import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { postgresAlarms } from "@modules/aws/database/postgres/alarms";
import { type IPostgres, type IReplicationSource, Postgres } from "@modules/aws/database/postgres/postgres";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import type { PostgresProps } from "@modules/aws/database/postgres/props";
import { DatabaseUsers, type DatabaseUsersProps } from "@modules/aws/database/users/database-users";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import { fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import type { DatabaseSettings } from "../../../environments/schema/database";
import type { Environment } from "../../../environments/schema/environment";
import type { AwsStack } from "../../base/aws-stack";
import { addResourceAlarms } from "./alarms";
import { secretSettings } from "./secret-settings";

export interface PostgresEnvironment extends Environment {
  readonly database: DatabaseSettings;
  readonly security: Environment["security"] & {
    /** Days between rotations of the master password. */
    readonly passwordRotationDays: number;
  };
  readonly recovery?: { readonly region: string };
}

type InstanceProps = Pick<PostgresProps, "vpc" | "key" | "logsKey" | "maxAllocatedGibibytes" | "backupWindow">;

type DatabaseProps = InstanceProps & {
  /** Parameters of the instance; an alarm fires at four fifths of `max_connections`. */
  readonly parameters: Readonly<Record<string, string>> & { readonly max_connections: string };
  /**
   * Key in the standby's region, for a replica of the master password. @default none: the password is not replicated
   */
  readonly recoveryKey?: IKey;
  readonly alerts: IAlerts;
  /** Adds or changes alarms, whose keys are the suffixes of their names. @default the module's alarms */
  readonly alarms?: (identifier: string, alarms: AlarmSet) => AlarmSet;
  readonly users: DatabaseUsersProps["users"];
};

export interface Database {
  readonly instance: IPostgres;
  /** Users for services. Only people and the functions that manage the database use the master user. */
  readonly users: DatabaseUsers;
  /** Source instance of replicas; undefined when the environment has none. */
  readonly replicationSource?: IReplicationSource;
}

/** Adds alarms of the database, and a subscription to the failovers and failures that RDS reports. */
function watch(
  stack: AwsStack<PostgresEnvironment>,
  { identifier }: IPostgres,
  { alerts, parameters, alarms = (_, usual) => usual }: DatabaseProps,
): void {
  const { platform, database } = stack.environment;
  const { instanceClass, allocatedGibibytes } = database;
  const usual = postgresAlarms(identifier, {
    maxConnections: Number(parameters.max_connections),
    memoryGibibytes: instanceMemoryGibibytes(instanceClass),
    allocatedGibibytes,
    burstable: isBurstable(instanceClass),
  });
  addResourceAlarms(stack, alerts, `${platform}-postgres`, alarms(identifier, usual));
  new DatabaseEvents(stack, "database-events", {
    name: stack.named(`${platform}-postgres-events`),
    sourceType: "db-instance",
    identifiers: [identifier],
    alerts,
  });
}

/** A platform's PostgreSQL database with the users of its services. */
export function addPostgres(stack: AwsStack<PostgresEnvironment>, props: DatabaseProps): Database {
  const { vpc, key, logsKey, parameters, maxAllocatedGibibytes, backupWindow, recoveryKey, users } = props;
  const { platform, database, security, deletionProtection } = stack.environment;
  const logs = { logsKey, logRetentionDays: security.logRetentionDays };
  const instanceProps = {
    vpc,
    key,
    parameters,
    maxAllocatedGibibytes,
    backupWindow,
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
  const usersProps = {
    ...logs,
    users,
    functionName: stack.named(`${platform}-manage-logins`),
    vpc,
  };
  if (database.replicas.length === 0) {
    const instance = new PostgresWithManagedPassword(stack, "database", instanceProps);
    const masterPassword = new ManagedMasterPassword(stack, "database-credentials", {
      database: instance,
      rotationDays,
    });
    watch(stack, instance, props);
    return {
      instance,
      users: new DatabaseUsers(stack, "users", { ...usersProps, database: instance, masterPassword }),
    };
  }
  const instance = new Postgres(stack, "database", instanceProps);
  watch(stack, instance, props);
  const masterPassword = new MasterPasswordRotation(stack, "database-credentials", {
    database: instance,
    rotationDays,
    ...logs,
    ...secretSettings(stack.environment, recoveryKey),
    secretName: stack.named(`${platform}/database-credentials`),
    functionName: stack.named(`${platform}-rotate-master-password`),
  });
  return {
    instance,
    users: new DatabaseUsers(stack, "users", { ...usersProps, database: instance, masterPassword }),
    replicationSource: instance,
  };
}

/** @throws when the environment has no replicas, because RDS then manages the password and refuses replicas */
export function replicationSourceOf(stack: IConstruct & Pick<Database, "replicationSource">): IReplicationSource {
  return stack.replicationSource ?? fail(stack, "database.replicas", "one or more for a stack of replicas", "none");
}

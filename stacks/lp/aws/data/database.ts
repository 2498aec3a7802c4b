import { Aurora } from "@modules/aws/database/aurora/aurora";
import { AuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import type { AuroraClusterProps } from "@modules/aws/database/aurora/props";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { DatabaseUsers } from "@modules/aws/database/users/database-users";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { databaseUsers } from "./users";

export interface Database {
  readonly cluster: Aurora;
  /** Global database that the replica's region joins; undefined without a replica. */
  readonly global: AuroraGlobal | undefined;
  /** Users for services. Only people and the functions that manage the database use the master user. */
  readonly users: DatabaseUsers;
}

/** VPC and keys of the cluster's region. */
interface RegionalProps {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
}

interface DatabaseProps extends RegionalProps {
  readonly replicaKey?: IKey;
}

/** The primary Aurora cluster, the users of its services and, with a replica, the global database. */
export function addDatabase(stack: AwsStack<LpEnvironment>, props: DatabaseProps): Database {
  const { vpc, logsKey, replicaKey } = props;
  const { database, security, deletionProtection } = stack.environment;
  const { replica } = database;
  const cluster = new Aurora(stack, "database", {
    ...clusterSettings(stack, props),
    identifier: stack.named("lp-postgresql-cluster"),
    databaseName: database.name,
    username: "lp_admin",
    instanceClass: database.instanceClass,
    instances: instancesOf(stack, database.instances),
  });
  const global =
    replica &&
    new AuroraGlobal(stack, "database-global", {
      identifier: stack.named("lp-postgresql-global"),
      source: cluster,
      deletionProtection,
    });
  const logs = { logsKey, logRetentionDays: security.logRetentionDays };
  // Without deletion protection secrets are deleted immediately, so that their names are free again.
  const recoveryDays = deletionProtection ? 30 : 0;
  const masterPassword = new MasterPasswordRotation(stack, "database-credentials", {
    database: cluster,
    secretName: stack.named("lp/database-credentials"),
    replicas: replica && replicaKey ? { [replica.region]: replicaKey } : {},
    functionName: stack.named("lp-rotate-master-password"),
    rotationDays: security.passwordRotationDays,
    ...logs,
    recoveryDays,
    deletionProtection,
    // The first rotation must wait for the global database, because RDS does not make both changes at the same time.
    after: global ? [global] : [],
  });
  const users = new DatabaseUsers(stack, "users", {
    database: cluster,
    masterPassword,
    users: databaseUsers({ name: stack.named("lp/grafana-database"), recoveryDays, deletionProtection }),
    functionName: stack.named("lp-manage-logins"),
    vpc,
    ...logs,
  });
  return { cluster, global, users };
}

type SharedClusterProps = Omit<AuroraClusterProps, "identifier" | "instanceClass" | "instances">;

/** Settings that the primary cluster and its replica share. */
export function clusterSettings(
  { environment }: AwsStack<LpEnvironment>,
  { vpc, key, logsKey }: RegionalProps,
): SharedClusterProps {
  const { database, security, deletionProtection, google } = environment;
  return {
    // Cloud SQL subscribes to the cluster. It is set from the start, because enabling logical replication later
    // requires a restart.
    parameters: google ? { "rds.logical_replication": "1" } : {},
    engineVersion: database.engineVersion,
    serverlessCapacity: database.serverlessCapacity,
    vpc,
    backupRetentionDays: database.backupRetentionDays,
    monitoringIntervalSeconds: database.monitoringIntervalSeconds,
    performanceInsights: database.performanceInsights,
    key,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  };
}

/** @param availabilityZones availability zones by the instance's name without the environment's suffix */
export function instancesOf(
  stack: AwsStack<LpEnvironment>,
  availabilityZones: Readonly<Record<string, string>>,
): AuroraClusterProps["instances"] {
  return Object.fromEntries(
    Object.entries(availabilityZones).map(([name, availabilityZone]) => [
      name,
      { identifier: stack.named(name), availabilityZone },
    ]),
  );
}

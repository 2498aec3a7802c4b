import { Aurora } from "@modules/aws/database/aurora/aurora";
import type { AuroraClusterProps } from "@modules/aws/database/aurora/aurora-cluster";
import { AuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import type { ISecret } from "@modules/aws/security/secret";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { AwsStack } from "../../../base/aws-stack";
import type { DataNeeds } from "./needs";

export interface Database {
  readonly cluster: Aurora;
  /** What the cluster of another region joins, where there is one. */
  readonly global: AuroraGlobal | undefined;
  readonly credentials: ISecret;
}

export function addDatabase(stack: AwsStack<LpEnvironment>, needs: DataNeeds): Database {
  const { vpc, logsKey, replicaKey } = needs;
  const { database, security, deletionProtection } = stack.environment;
  const { replica } = database;
  const cluster = new Aurora(stack, "database", {
    ...clusterSettings(stack, needs),
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
  const credentials = new MasterPasswordRotation(stack, "database-credentials", {
    database: cluster,
    secretName: stack.named("lp/database-credentials"),
    copies: replica && replicaKey ? { [replica.region]: replicaKey } : {},
    functionName: stack.named("lp-rotate-master-password"),
    rotationDays: security.passwordRotationDays,
    vpc,
    logsKey,
    logRetentionDays: security.logRetentionDays,
    // Where nothing is protected it goes at once, so that its name can be taken again.
    recoveryDays: deletionProtection ? 30 : 0,
    deletionProtection,
    // While its password changes, RDS makes no global cluster of it, and the other way round.
    after: global ? [global] : [],
  });
  return { cluster, global, credentials };
}

type Place = Pick<DataNeeds, "vpc" | "key" | "logsKey">;
type Settings = Omit<AuroraClusterProps, "identifier" | "instanceClass" | "instances">;

/** What the cluster and the one that can take over from it have alike. */
export function clusterSettings({ environment }: AwsStack<LpEnvironment>, place: Place): Settings {
  const { database, security, deletionProtection, google } = environment;
  return {
    // Cloud SQL follows; turning it on later would take a restart.
    parameters: google ? { "rds.logical_replication": "1" } : {},
    engineVersion: database.engineVersion,
    serverlessCapacity: database.serverlessCapacity,
    vpc: place.vpc,
    backupRetentionDays: database.backupRetentionDays,
    monitoringIntervalSeconds: database.monitoringIntervalSeconds,
    performanceInsights: database.performanceInsights,
    key: place.key,
    logsKey: place.logsKey,
    logRetentionDays: security.logRetentionDays,
    deletionProtection,
  };
}

export function instancesOf(
  stack: AwsStack<LpEnvironment>,
  zones: Readonly<Record<string, string>>,
): AuroraClusterProps["instances"] {
  return Object.fromEntries(
    Object.entries(zones).map(([name, zone]) => [name, { identifier: stack.named(name), zone }]),
  );
}

import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { POSTGRES_PORT } from "@modules/core/ports";
import { resourcesOf } from "@modules/core/resources-of";
import type { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { PostgresMonitoring } from "../postgres/monitoring";
import { addPostgresNetwork } from "../postgres/network";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW, type PostgresServerProps } from "../postgres/surroundings";
import { checkAurora } from "./checks";
import { AuroraParameters } from "./parameters";

export interface AuroraInstance {
  /** 1 to 63 lower-case letters, digits and single hyphens, a letter first. A change replaces the instance. */
  readonly identifier: string;
  /** A change replaces the instance. */
  readonly zone: string;
}

/** Aurora capacity units, about 2 GiB of memory each, in halves. */
export interface ServerlessCapacity {
  /** 0.5 to 256. */
  readonly min: number;
  readonly max: number;
}

/** What a cluster and those that follow it are given alike. */
export interface AuroraClusterProps extends PostgresServerProps {
  /** By a name that stays. The first to exist writes, the others read and stand by; two or more must be in two zones. */
  readonly instances: Readonly<Record<string, AuroraInstance>>;

  /** Range of instances whose class is `db.serverless`; others have the size of their class. @default none */
  readonly serverlessCapacity?: ServerlessCapacity;

  /** Settings that single instances have; `parameters` are the cluster's. @default those of Aurora */
  readonly instanceParameters?: Readonly<Record<string, string>>;

  /** Days of point-in-time recovery, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;
}

export interface AuroraParts {
  readonly cluster: RdsCluster;
  readonly connections: Connections;
}

/** A cluster, its instances and what surrounds them, in a scope of its own. */
export function addAuroraCluster(
  scope: Construct,
  props: AuroraClusterProps,
  own: Partial<RdsClusterConfig>,
): AuroraParts {
  const { identifier, engineVersion, instanceClass, instances, serverlessCapacity } = props;
  const { key, logsKey, logRetentionDays, backupRetentionDays = 30, deletionProtection = true } = props;
  const { monitoringIntervalSeconds = 60, performanceInsights = true } = props;
  checkAurora(scope, { ...props, backupRetentionDays });
  const network = addPostgresNetwork(scope, props);
  const parameters = new AuroraParameters(scope, "parameters", { ...props, name: identifier });
  const monitoring = new PostgresMonitoring(scope, "monitoring", {
    identifier,
    members: Object.values(instances).map((instance) => instance.identifier),
    key,
    logsKey,
    logRetentionDays,
    intervalSeconds: monitoringIntervalSeconds,
    performanceInsights,
  });
  const { enabledCloudwatchLogsExports, ...instanceMonitoring } = monitoring.settings;
  const cluster = new RdsCluster(scope, "Default", {
    clusterIdentifier: identifier,
    engine: "aurora-postgresql",
    engineVersion,
    port: POSTGRES_PORT,
    storageEncrypted: true,
    kmsKeyId: key.arn,
    dbSubnetGroupName: network.subnetGroupName,
    vpcSecurityGroupIds: [network.securityGroupId],
    dbClusterParameterGroupName: parameters.clusterGroupName,
    serverlessv2ScalingConfiguration: serverlessCapacity && {
      minCapacity: serverlessCapacity.min,
      maxCapacity: serverlessCapacity.max,
    },
    iamDatabaseAuthenticationEnabled: true,
    enabledCloudwatchLogsExports,
    backupRetentionPeriod: backupRetentionDays,
    preferredBackupWindow: BACKUP_WINDOW,
    preferredMaintenanceWindow: MAINTENANCE_WINDOW,
    copyTagsToSnapshot: true,
    // Point-in-time recovery stays possible after the cluster is gone.
    deleteAutomatedBackups: false,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${identifier}-final` : undefined,
    applyImmediately: false,
    deletionProtection,
    dependsOn: resourcesOf(monitoring),
    ...own,
  });
  for (const [name, instance] of Object.entries(instances)) {
    new RdsClusterInstance(scope, name, {
      ...instanceMonitoring,
      identifier: instance.identifier,
      clusterIdentifier: cluster.id,
      // Its version is the cluster's: said here too, an upgrade would replace it.
      engine: cluster.engine,
      instanceClass,
      availabilityZone: instance.zone,
      dbParameterGroupName: parameters.instanceGroupName,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      publiclyAccessible: false,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      applyImmediately: false,
    });
  }
  return { cluster, connections: network.connections };
}

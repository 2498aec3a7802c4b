import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { POSTGRES_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { checkBackupRetention } from "../postgres/checks";
import { PostgresMonitoring } from "../postgres/monitoring";
import { addPostgresNetwork } from "../postgres/network";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../postgres/props";
import { checkAurora } from "./checks";
import { AuroraParameters } from "./parameters";
import type { AuroraClusterProps } from "./props";

export interface AuroraParts {
  readonly cluster: RdsCluster;
  readonly connections: Connections;
}

/**
 * Adds a cluster, its instances, parameter groups, network and monitoring to a scope of its own.
 *
 * @param role arguments that differ between a first cluster and a replicating cluster
 * @param ignoreChanges arguments of the cluster that RDS itself changes
 */
export function addAuroraCluster(
  scope: Construct,
  props: AuroraClusterProps,
  role: Partial<RdsClusterConfig>,
  ignoreChanges: string[],
): AuroraParts {
  const { identifier, engineVersion, instanceClass, instances, serverlessCapacity, key } = props;
  const { backupRetentionDays = 30, deletionProtection = true, overrides } = props;
  checkAurora(scope, props);
  checkBackupRetention(scope, backupRetentionDays);
  const network = addPostgresNetwork(scope, props);
  const parameters = new AuroraParameters(scope, "parameters", props);
  const monitoring = new PostgresMonitoring(scope, "monitoring", {
    ...props,
    clusterInstances: Object.values(instances).map((instance) => instance.identifier),
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
    // Point-in-time recovery stays possible after the cluster is deleted.
    deleteAutomatedBackups: false,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${identifier}-final` : undefined,
    applyImmediately: false,
    deletionProtection,
    dependsOn: monitoring.prerequisites,
    lifecycle: { preventDestroy: deletionProtection, ignoreChanges },
    ...role,
    ...overrides,
  });
  for (const [name, instance] of Object.entries(instances)) {
    new RdsClusterInstance(scope, name, {
      ...instanceMonitoring,
      identifier: instance.identifier,
      clusterIdentifier: cluster.id,
      // The version is set on the cluster only, because Terraform would replace an instance whose own version changes.
      engine: cluster.engine,
      instanceClass,
      availabilityZone: instance.availabilityZone,
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

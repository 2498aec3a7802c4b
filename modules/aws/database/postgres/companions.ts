import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { formerId } from "@modules/core/former-id";
import { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import { checkIdentifier } from "./checks";
import { PostgresMonitoring } from "./monitoring";
import { addPostgresNetwork } from "./network";
import { PostgresParameters } from "./parameters";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW, type PostgresInstanceProps } from "./props";

/**
 * The subnet group, security group, parameter group, log groups and monitoring role of an instance, and the arguments
 * that primaries and replicas have in common.
 *
 * @internal
 */
export class PostgresCompanions extends Construct {
  readonly connections: Connections;

  /** Arguments of the instance. */
  readonly settings: Omit<DbInstanceConfig, "instanceClass"> & { readonly deletionProtection: boolean };

  constructor(scope: Construct, props: PostgresInstanceProps) {
    super(scope, "supporting");
    formerId(this, "around");
    const { identifier, backupWindow = BACKUP_WINDOW, key, deletionProtection = true } = props;
    checkIdentifier(scope, identifier);
    const network = addPostgresNetwork(this, props);
    const parameterGroup = new PostgresParameters(this, "parameters", props);
    const monitoring = new PostgresMonitoring(this, "monitoring", props);
    this.connections = network.connections;
    this.settings = {
      ...monitoring.settings,
      identifier,
      kmsKeyId: key.arn,
      storageType: "gp3",
      storageEncrypted: true,
      dbSubnetGroupName: network.subnetGroupName,
      vpcSecurityGroupIds: [network.securityGroupId],
      parameterGroupName: parameterGroup.name,
      publiclyAccessible: false,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      autoMinorVersionUpgrade: true,
      backupWindow,
      maintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      // Point-in-time recovery stays possible after the instance is deleted.
      deleteAutomatedBackups: false,
      applyImmediately: false,
      deletionProtection,
      dependsOn: monitoring.prerequisites,
      lifecycle: { preventDestroy: deletionProtection },
    };
  }
}

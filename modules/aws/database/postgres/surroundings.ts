import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import type { IVpc } from "../../network/vpc";
import type { IKey } from "../../security/key";
import { checkIdentifier } from "./checks";
import { PostgresMonitoring } from "./monitoring";
import { addPostgresNetwork } from "./network";
import { PostgresParameters } from "./parameters";

/** What a primary and its replicas are given alike. */
export interface PostgresServerProps {
  /** 1 to 63 lower-case letters, digits and single hyphens, a letter first. */
  readonly identifier: string;

  /** Major version, such as `15`: RDS picks the minor and keeps it current in the maintenance window. */
  readonly engineVersion: string;

  /** Such as `db.r5.2xlarge`. */
  readonly instanceClass: string;

  readonly vpc: IVpc;

  /** @default "database" */
  readonly subnetGroup?: string;

  /** @default "<identifier>-sg" */
  readonly securityGroupName?: string;

  /** Settings of the server, by name. @default the secure ones of PostgresParameters */
  readonly parameters?: Readonly<Record<string, string>>;

  /** UTC; RDS refuses one that overlaps the maintenance window, Sundays 04:00 to 05:00. @default "03:00-04:00" */
  readonly backupWindow?: string;

  /** Between metrics of the host: 0 (off), 1, 5, 10, 15, 30 or 60. @default 60 */
  readonly monitoringIntervalSeconds?: number;

  /** @default true */
  readonly performanceInsights?: boolean;

  /** Encrypts storage and snapshots; of the server's own region. A replica in its source's region has the source's. */
  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Refuse deletion by RDS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** UTC; RDS refuses windows that overlap. */
export const BACKUP_WINDOW = "03:00-04:00";
export const MAINTENANCE_WINDOW = "sun:04:00-sun:05:00";

/** The subnets, the security group, the settings and the logs around a server. */
export class PostgresSurroundings extends Construct {
  readonly connections: Connections;

  /** Arguments of the instance. */
  readonly settings: Omit<DbInstanceConfig, "instanceClass">;

  constructor(scope: Construct, id: string, props: PostgresServerProps) {
    super(scope, id);
    const {
      identifier,
      engineVersion,
      parameters,
      backupWindow = BACKUP_WINDOW,
      monitoringIntervalSeconds = 60,
      performanceInsights = true,
      key,
      logsKey,
      logRetentionDays,
      deletionProtection = true,
    } = props;
    checkIdentifier(scope, identifier);
    const network = addPostgresNetwork(this, props);
    const parameterGroup = new PostgresParameters(this, "parameters", { name: identifier, engineVersion, parameters });
    const monitoring = new PostgresMonitoring(this, "monitoring", {
      identifier,
      key,
      logsKey,
      logRetentionDays,
      intervalSeconds: monitoringIntervalSeconds,
      performanceInsights,
    });
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
      // Point-in-time recovery stays possible after the instance is gone.
      deleteAutomatedBackups: false,
      applyImmediately: false,
      deletionProtection,
      dependsOn: monitoring.prerequisites,
      lifecycle: { preventDestroy: deletionProtection },
    };
  }
}

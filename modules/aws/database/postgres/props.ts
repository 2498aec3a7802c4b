import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import type { IVpc } from "../../network/vpc";
import type { IKey } from "../../security/key";
import type { MONITORING_INTERVAL_SECONDS } from "../limits";

/** Default name of the master user. */
export const MASTER_USER = "administrator";

/** Daily backup window, UTC. RDS refuses one that overlaps the maintenance window. */
export const BACKUP_WINDOW = "03:00-04:00";

/** Weekly maintenance window, UTC. */
export const MAINTENANCE_WINDOW = "sun:04:00-sun:05:00";

/** Props that primaries, replicas and clusters of PostgreSQL have in common. */
export interface PostgresServerProps {
  /** Identifier: 1 to 63 lower-case letters, digits and single hyphens, beginning with a letter. */
  readonly identifier: string;

  /** Major version, such as `15`. RDS selects the minor version and upgrades it in the maintenance window. */
  readonly engineVersion: string;

  /** Instance class, such as `db.r5.2xlarge`. */
  readonly instanceClass: string;

  readonly vpc: IVpc;

  /** Subnets of the VPC for the database, in at least two availability zones. @default "database" */
  readonly subnetGroup?: string;

  /** Name of the security group. @default "<identifier>-sg" */
  readonly securityGroupName?: string;

  /** Parameters of the server by name, in addition to those for TLS and logging. @default none */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Interval of Enhanced Monitoring in seconds; 0 disables it. @default 60 */
  readonly monitoringIntervalSeconds?: (typeof MONITORING_INTERVAL_SECONDS)[number];

  /** Collect query statistics with Performance Insights, for the seven days that are free. @default true */
  readonly performanceInsights?: boolean;

  /** Key of the server's region. It encrypts storage, snapshots and Performance Insights. */
  readonly key: IKey;

  /** Key of the log groups. */
  readonly logsKey: IKey;

  /** Days that log events are kept. */
  readonly logRetentionDays: number;

  /** Refuse deletion by RDS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** Props that primaries and replicas on RDS have in common. */
export interface PostgresInstanceProps extends PostgresServerProps {
  /**
   * Daily backup window in UTC, at least 30 minutes. RDS refuses a window that overlaps Sunday 04:00 to 05:00.
   * @default "03:00-04:00"
   */
  readonly backupWindow?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DbInstanceConfig>;
}

/** Props of a primary. */
export interface PostgresProps extends PostgresInstanceProps {
  /** Initial storage, 20 to 65536 GiB of gp3, with the IOPS that the size includes. */
  readonly allocatedGibibytes: number;

  /**
   * Size in GiB to which storage may grow automatically, at least a tenth above the initial size.
   * @default storage does not grow
   */
  readonly maxAllocatedGibibytes?: number;

  /** Name of the first database: 1 to 63 letters, digits and underscores, beginning with a letter. */
  readonly databaseName: string;

  /** Name of the master user. @default "administrator" */
  readonly username?: string;

  /** Run a standby in a second availability zone, to which RDS fails over automatically. @default true */
  readonly multiAz?: boolean;

  /** Days for which point-in-time recovery is possible, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;
}

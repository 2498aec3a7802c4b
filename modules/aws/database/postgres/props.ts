import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import type { IVpc } from "../../network/vpc";
import type { IKey } from "../../security/key";
import type { MONITORING_INTERVAL_SECONDS } from "../limits";

/** Name of the master user, unless props say otherwise. */
export const MASTER_USER = "administrator";

/** Daily backup window, UTC. RDS refuses one that overlaps the maintenance window. */
export const BACKUP_WINDOW = "03:00-04:00";

/** Weekly maintenance window, UTC. */
export const MAINTENANCE_WINDOW = "sun:04:00-sun:05:00";

/** Props that primaries, replicas and clusters of PostgreSQL have in common. */
export interface PostgresServerProps {
  /** 1 to 63 lower-case letters, digits and single hyphens, a letter first. */
  readonly identifier: string;

  /** Major version, such as `15`. RDS picks the minor version and upgrades it in the maintenance window. */
  readonly engineVersion: string;

  /** Instance class, such as `db.r5.2xlarge`. */
  readonly instanceClass: string;

  readonly vpc: IVpc;

  /** Subnets of the VPC for the database, in at least two availability zones. @default "database" */
  readonly subnetGroup?: string;

  /** @default "<identifier>-sg" */
  readonly securityGroupName?: string;

  /** Parameters of the server by name, added to those for TLS and logging. @default none */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Seconds between metrics of Enhanced Monitoring; 0 turns it off. @default 60 */
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
  /** UTC, at least 30 minutes. RDS refuses a window that overlaps Sunday 04:00 to 05:00. @default "03:00-04:00" */
  readonly backupWindow?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DbInstanceConfig>;
}

/** Props of a primary. */
export interface PostgresProps extends PostgresInstanceProps {
  /** Initial storage, 20 to 65536 GiB of gp3, with the IOPS that come with the size. */
  readonly allocatedGibibytes: number;

  /** Size that storage may grow to by itself, GiB, at least a tenth above the initial one. @default storage does not grow */
  readonly maxAllocatedGibibytes?: number;

  /** Name of the first database: 1 to 63 letters, digits and underscores, a letter first. */
  readonly databaseName: string;

  /** Name of the master user. @default "administrator" */
  readonly username?: string;

  /** Run a standby in a second availability zone, to which RDS fails over by itself. @default true */
  readonly multiAz?: boolean;

  /** Days of point-in-time recovery, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;
}

import type { RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import type { PostgresServerProps } from "../postgres/props";

export interface AuroraInstance {
  /** 1 to 63 lower-case letters, digits and single hyphens, a letter first. A change replaces the instance. */
  readonly identifier: string;

  /** Such as `us-east-1a`. A change replaces the instance. */
  readonly availabilityZone: string;
}

/** Range of Aurora capacity units, in steps of 0.5. A unit is about 2 GiB of memory with its share of processor. */
export interface ServerlessCapacity {
  /** At least 0.5. */
  readonly min: number;

  /** 1 to 256. */
  readonly max: number;
}

/** Props that the first cluster of a global cluster and the clusters that replicate it have in common. */
export interface AuroraClusterProps extends PostgresServerProps {
  /**
   * Major version such as `15`, or major and minor such as `15.15`. Aurora upgrades the minor version in the
   * maintenance window, except of a member of a global cluster: upgrade those by hand, the secondary clusters first.
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html
   */
  readonly engineVersion: string;

  /**
   * 1 to 16 instances, by a name that never changes. RDS makes the first one the writer; the others read, and replace
   * the writer when it fails. Two or more must be in at least two availability zones.
   */
  readonly instances: Readonly<Record<string, AuroraInstance>>;

  /** Capacity of instances of class `db.serverless`, which require it; other classes ignore it. @default none */
  readonly serverlessCapacity?: ServerlessCapacity;

  /** Parameters of the instances by name; `parameters` are the cluster's. @default none */
  readonly instanceParameters?: Readonly<Record<string, string>>;

  /** Days of point-in-time recovery, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RdsClusterConfig>;
}

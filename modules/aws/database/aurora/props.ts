import type { RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import type { PostgresServerProps } from "../postgres/props";

export interface AuroraInstance {
  /**
   * Identifier of the instance: 1 to 63 lower-case letters, digits and single hyphens, beginning with a letter. A
   * change replaces the instance.
   */
  readonly identifier: string;

  /** Availability zone, such as `us-east-1a`. A change replaces the instance. */
  readonly availabilityZone: string;
}

/**
 * Range of Aurora capacity units, in steps of 0.5. A unit is about 2 GiB of memory with a corresponding share of CPU.
 */
export interface ServerlessCapacity {
  /** Minimum capacity, at least 0.5. */
  readonly min: number;

  /** Maximum capacity, 1 to 256. */
  readonly max: number;
}

/** Props that the first cluster of a global cluster and the clusters that replicate it have in common. */
export interface AuroraClusterProps extends PostgresServerProps {
  /**
   * Major version such as `15`, or major and minor such as `15.15`. Aurora upgrades the minor version in the
   * maintenance window, except for members of a global cluster: upgrade those by hand, the secondary clusters first.
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html
   */
  readonly engineVersion: string;

  /**
   * Instances by a name that never changes, 1 to 16. RDS makes the first one the writer. The others are readers, one of
   * which becomes the writer when it fails. Two or more instances must be in at least two availability zones.
   */
  readonly instances: Readonly<Record<string, AuroraInstance>>;

  /** Capacity of instances of the class `db.serverless`, which require it. Other classes ignore it. @default none */
  readonly serverlessCapacity?: ServerlessCapacity;

  /** Instance parameters by name; `parameters` has those of the cluster. @default none */
  readonly instanceParameters?: Readonly<Record<string, string>>;

  /** Days for which point-in-time recovery is possible, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RdsClusterConfig>;
}

import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { REDIS_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import { LogGroup } from "../../operations/log-group";
import type { IKey } from "../../security/key";
import { SNAPSHOT_RETENTION_DAYS } from "../limits";
import type { ICacheNetwork } from "./cache-network";
import { RedisUsers } from "./redis-users";

/** Props of all replication groups, including those that replicate another group. */
export interface RedisGroupProps {
  /**
   * Name of the group: 1 to 32 lower-case letters, digits and single hyphens, beginning with a letter. ElastiCache
   * allows 40, but the names of the group's users add a suffix.
   */
  readonly name: string;

  readonly description: string;

  /** Subnet group and security group of the nodes. */
  readonly network: Pick<ICacheNetwork, "subnetGroupName" | "securityGroupId">;

  /** Days that daily snapshots are kept, 1 to 35. @default 5 */
  readonly snapshotRetentionDays?: number;

  /** Daily snapshot window in UTC, at least 60 minutes. @default "03:00-04:00" */
  readonly snapshotWindow?: string;

  /**
   * Weekly maintenance window in UTC, at least 60 minutes, which must not overlap the snapshot window.
   * @default "sun:04:00-sun:05:00"
   */
  readonly maintenanceWindow?: string;

  /** Key that encrypts data at rest. */
  readonly key: IKey;

  /** Key of the log groups. */
  readonly logsKey: IKey;

  /** Days that log events are kept. */
  readonly logRetentionDays: number;

  /** Format of the slow log and the engine log. @default "json" */
  readonly logFormat?: "json" | "text";

  /** Create a user for exporters, which may read statistics but no keys. @default false */
  readonly monitoringUser?: boolean;

  /** Refuse deletion by Terraform, and make a final snapshot when something else deletes the group. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ElasticacheReplicationGroupConfig>;
}

export interface RedisCompanions {
  readonly users: RedisUsers;
  /** Arguments of the replication group. */
  readonly settings: Omit<ElasticacheReplicationGroupConfig, "count">;
}

/** Adds the users and log groups of a replication group, and returns its arguments that do not depend on its size. */
export function addRedisCompanions(scope: Construct, props: RedisGroupProps): RedisCompanions {
  const { name, description, network, key, logsKey, logRetentionDays, deletionProtection = true } = props;
  const { snapshotRetentionDays = 5, logFormat = "json" } = props;
  const { snapshotWindow = "03:00-04:00", maintenanceWindow = "sun:04:00-sun:05:00" } = props;
  const rule = "1 to 32 lower-case letters, digits and single hyphens, a letter first";
  checkPattern(scope, "name", name, /^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, rule);
  const { min, max } = SNAPSHOT_RETENTION_DAYS;
  checkWholeNumber(scope, "snapshotRetentionDays", snapshotRetentionDays, min, max);
  const users = new RedisUsers(scope, "users", { name, monitoring: props.monitoringUser });
  const log = (type: string) => ({
    destination: new LogGroup(scope, type, {
      name: `/aws/elasticache/${name}/${type}`,
      retentionDays: logRetentionDays,
      key: logsKey,
    }).name,
    destinationType: "cloudwatch-logs",
    logFormat,
    logType: type,
  });
  const settings = {
    replicationGroupId: name,
    description,
    port: REDIS_PORT,
    subnetGroupName: network.subnetGroupName,
    securityGroupIds: [network.securityGroupId],
    kmsKeyId: key.arn,
    userGroupIds: [users.groupId],
    snapshotRetentionLimit: snapshotRetentionDays,
    snapshotWindow,
    maintenanceWindow,
    autoMinorVersionUpgrade: "true",
    finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
    logDeliveryConfiguration: [log("slow-log"), log("engine-log")],
    lifecycle: { preventDestroy: deletionProtection },
  };
  return { users, settings };
}

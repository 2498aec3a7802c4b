import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { REDIS_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import { LogGroup } from "../../operations/log-group";
import type { IKey } from "../../security/key";
import type { ICacheNetwork } from "./cache-network";
import { RedisUsers } from "./redis-users";
import { checkRange } from "./topology";

/** What every replication group is given, the first and those of other regions that follow it. */
export interface RedisSettingsProps {
  /** 1 to 32 lower-case letters, digits and single hyphens, a letter first; leaves room for its users. */
  readonly name: string;

  readonly description: string;

  readonly network: ICacheNetwork;

  /** Days of daily snapshots, 1 to 35. @default 5 */
  readonly snapshotRetentionDays?: number;

  /** UTC, at least an hour. @default "03:00-04:00" */
  readonly snapshotWindow?: string;

  /** UTC, at least an hour, which must not overlap the snapshots'. @default "sun:04:00-sun:05:00" */
  readonly maintenanceWindow?: string;

  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Of slow commands and of the engine's messages. @default "json" */
  readonly logFormat?: "json" | "text";

  /** Refuse deletion by Terraform, and leave a final snapshot should it happen anyway. @default true */
  readonly deletionProtection?: boolean;
}

export interface RedisSettings {
  readonly users: RedisUsers;
  /** Arguments of the replication group. */
  readonly settings: Omit<ElasticacheReplicationGroupConfig, "count">;
}

/** The users and logs of a replication group, and its arguments that do not depend on its size or role. */
export function addRedisSettings(scope: Construct, props: RedisSettingsProps): RedisSettings {
  const { name, description, network, key, logsKey, logRetentionDays, deletionProtection = true } = props;
  const { snapshotRetentionDays = 5, logFormat = "json" } = props;
  const { snapshotWindow = "03:00-04:00", maintenanceWindow = "sun:04:00-sun:05:00" } = props;
  if (name.length > 32 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `${scope.node.path}: name must be 1 to 32 lower-case letters, digits and single hyphens, a letter first, got ${name}`,
    );
  }
  checkRange(scope, "snapshotRetentionDays", snapshotRetentionDays, 1, 35);
  const users = new RedisUsers(scope, "users", { name });
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
  };
  return { users, settings };
}

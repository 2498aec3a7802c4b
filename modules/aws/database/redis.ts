import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct, type IConstruct } from "constructs";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import type { ICacheNetwork } from "./cache-network";
import { RedisUsers } from "./redis-users";

export interface IRedis extends IConstruct {
  readonly arn: string;
  /** Host name of the primary, or of the whole cluster when sharded. */
  readonly endpoint: string;
  /** User clients log in as, with a token of IAM for a password. */
  readonly userName: string;
  /** Lets the role connect as that user. */
  grantConnect(role: IRole): void;
}

/** One primary and replicas of it. */
export interface Unsharded {
  /** 1 to 6, the primary included; from 2 on a replica takes over by itself. */
  readonly nodes: number;
}

/** Keys spread over primaries; clients must speak the cluster protocol. */
export interface Sharded {
  /** 1 to 500. */
  readonly shards: number;
  /** 0 to 5. */
  readonly replicasPerShard: number;
}

export interface RedisProps {
  /** 1 to 32 lower-case letters, digits and single hyphens, a letter first; leaves room for its users. */
  readonly name: string;

  readonly description: string;

  readonly nodeType: string;

  readonly topology: Unsharded | Sharded;

  readonly network: ICacheNetwork;

  /** Settings by name, in a parameter group of its own. @default those of ElastiCache */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Days of daily snapshots, 1 to 35. @default 5 */
  readonly snapshotRetentionDays?: number;

  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Refuse deletion by Terraform, and leave a final snapshot should it happen anyway. @default true */
  readonly deletionProtection?: boolean;
}

/** Redis 7, encrypted, open to TLS clients that IAM lets in. */
export class Redis extends Construct implements IRedis {
  readonly arn: string;
  readonly endpoint: string;
  readonly port = 6379;
  readonly userName: string;

  private readonly userArn: string;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const {
      name,
      description,
      nodeType,
      topology,
      network,
      parameters,
      snapshotRetentionDays = 5,
      key,
      logsKey,
      logRetentionDays,
      deletionProtection = true,
    } = props;
    if (name.length > 32 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new Error(
        `${this.node.path}: name must be 1 to 32 lower-case letters, digits and single hyphens, a letter first, got ${name}`,
      );
    }
    this.check("snapshotRetentionDays", snapshotRetentionDays, 1, 35);
    const users = new RedisUsers(this, "users", { name });
    const log = (type: string) => ({
      destination: new LogGroup(this, type, {
        name: `/aws/elasticache/${name}/${type}`,
        retentionDays: logRetentionDays,
        key: logsKey,
      }).name,
      destinationType: "cloudwatch-logs",
      logFormat: "json",
      logType: type,
    });
    const group = new ElasticacheReplicationGroup(this, "Default", {
      ...this.size(topology),
      replicationGroupId: name,
      description,
      engine: "redis",
      engineVersion: "7.0",
      nodeType,
      port: this.port,
      parameterGroupName: this.parameterGroup(name, "shards" in topology, parameters),
      subnetGroupName: network.subnetGroupName,
      securityGroupIds: [network.securityGroupId],
      atRestEncryptionEnabled: "true",
      kmsKeyId: key.arn,
      transitEncryptionEnabled: true,
      userGroupIds: [users.groupId],
      snapshotRetentionLimit: snapshotRetentionDays,
      // UTC; ElastiCache refuses windows that overlap.
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      autoMinorVersionUpgrade: "true",
      finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
      logDeliveryConfiguration: [log("slow-log"), log("engine-log")],
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.arn = group.arn;
    this.endpoint = "shards" in topology ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.userName = users.userName;
    this.userArn = users.userArn;
  }

  grantConnect(role: IRole): void {
    grant(role, `connect-to-${this.node.id}`, {
      actions: ["elasticache:Connect"],
      resources: [this.arn, this.userArn],
    });
  }

  private size(topology: RedisProps["topology"]): Partial<ElasticacheReplicationGroupConfig> {
    if ("nodes" in topology) {
      const { nodes } = topology;
      this.check("topology.nodes", nodes, 1, 6);
      return { numCacheClusters: nodes, automaticFailoverEnabled: nodes > 1, multiAzEnabled: nodes > 1 };
    }
    const { shards, replicasPerShard } = topology;
    this.check("topology.shards", shards, 1, 500);
    this.check("topology.replicasPerShard", replicasPerShard, 0, 5);
    return {
      clusterMode: "enabled",
      numNodeGroups: shards,
      replicasPerNodeGroup: replicasPerShard,
      // A cluster always has it, even one without replicas to fail over to.
      automaticFailoverEnabled: true,
      multiAzEnabled: replicasPerShard > 0,
    };
  }

  /** The default groups cannot be edited. */
  private parameterGroup(name: string, sharded: boolean, parameters: RedisProps["parameters"]): string {
    if (!parameters) {
      return sharded ? "default.redis7.cluster.on" : "default.redis7";
    }
    const all = { ...(sharded ? { "cluster-enabled": "yes" } : {}), ...parameters };
    return new ElasticacheParameterGroup(this, "parameters", {
      name,
      family: "redis7",
      description: `Redis 7 of ${name}`,
      parameter: Object.entries(all).map(([parameter, value]) => ({ name: parameter, value })),
    }).name;
  }

  private check(prop: string, value: number, least: number, most: number): void {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(`${this.node.path}: ${prop} must be ${least} to ${most}, got ${value}`);
    }
  }
}

import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct, type IConstruct } from "constructs";
import { grant, type IRole } from "../../security/role";
import { checkScaling, type RedisScaling, scaledArguments, scaleRedis } from "./scaling";
import { addRedisSettings, type RedisSettingsProps } from "./settings";
import { sizeOf, type Topology } from "./topology";

export interface IRedis extends IConstruct {
  readonly arn: string;
  /** Host name of the primary, or of the whole cluster when sharded. */
  readonly endpoint: string;
  /** User clients log in as, with a token of IAM for a password. */
  readonly userName: string;
  /** Lets the role connect as that user. */
  grantConnect(role: IRole): void;
}

/** A group that can become the first member of a global one. */
export interface IGlobalRedis extends IConstruct {
  readonly id: string;
  /** Known at synth. */
  readonly name: string;
  readonly nodeType: string;
  readonly topology: Topology;
  readonly scales: boolean;
  /** Leaves to the global group what it takes over. */
  joinGlobal(): void;
}

export interface RedisProps extends RedisSettingsProps {
  readonly nodeType: string;

  readonly topology: Topology;

  /** Shards and replicas that come and go with the load; `topology` is what there is to begin with. @default none */
  readonly scaling?: RedisScaling;

  /** ElastiCache raises patches only. @default "7.0" */
  readonly engineVersion?: "7.0" | "7.1";

  /** Settings by name, in a parameter group of its own. @default those of ElastiCache */
  readonly parameters?: Readonly<Record<string, string>>;

  /** @default the name */
  readonly parameterGroupName?: string;
}

/** Redis 7, encrypted, open to TLS clients that IAM lets in. */
export class Redis extends Construct implements IRedis, IGlobalRedis {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly port = REDIS_PORT;
  readonly userName: string;
  readonly nodeType: string;
  readonly topology: Topology;
  readonly scales: boolean;

  private readonly group: ElasticacheReplicationGroup;
  private readonly userArn: string;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { nodeType, topology, scaling, engineVersion = "7.0", deletionProtection = true } = props;
    const sharded = "shards" in topology;
    if (scaling) {
      checkScaling(this, scaling, sharded, nodeType);
    }
    const { users, settings } = addRedisSettings(this, props);
    this.group = new ElasticacheReplicationGroup(this, "Default", {
      ...settings,
      ...sizeOf(this, topology),
      engine: "redis",
      engineVersion,
      nodeType,
      parameterGroupName: this.parameterGroup(props, sharded),
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      lifecycle: {
        preventDestroy: deletionProtection,
        ignoreChanges: scaling && scaledArguments(scaling),
      },
    });
    this.arn = this.group.arn;
    this.id = this.group.id;
    this.name = props.name;
    this.endpoint = sharded ? this.group.configurationEndpointAddress : this.group.primaryEndpointAddress;
    this.userName = users.userName;
    this.userArn = users.userArn;
    this.nodeType = nodeType;
    this.topology = topology;
    this.scales = scaling !== undefined;
    if (scaling) {
      scaleRedis(this, this.id, scaling);
    }
  }

  grantConnect(role: IRole): void {
    grant(role, `connect-to-${this.node.id}`, {
      actions: ["elasticache:Connect"],
      resources: [this.arn, this.userArn],
    });
  }

  /**
   * ElastiCache gives all members a parameter group it generates, takes their upgrades
   * upon itself, and changes their nodes by the global group only.
   */
  joinGlobal(): void {
    const ignoreChanges = ["parameter_group_name", "node_type", "num_node_groups", "auto_minor_version_upgrade"];
    this.group.lifecycle = { ...this.group.lifecycle, ignoreChanges };
  }

  /** The default groups cannot be edited. */
  private parameterGroup({ name, parameters, parameterGroupName = name }: RedisProps, sharded: boolean): string {
    if (!parameters) {
      return sharded ? "default.redis7.cluster.on" : "default.redis7";
    }
    const all = { ...(sharded ? { "cluster-enabled": "yes" } : {}), ...parameters };
    return new ElasticacheParameterGroup(this, "parameters", {
      name: parameterGroupName,
      family: "redis7",
      description: `Redis 7 of ${name}`,
      parameter: Object.entries(all).map(([parameter, value]) => ({ name: parameter, value })),
    }).name;
  }
}

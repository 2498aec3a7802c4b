import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import { grant, type IRole } from "../../security/role";
import type { IRedis } from "./redis";
import type { IRedisGlobal } from "./redis-global";
import { addRedisSettings, type RedisSettingsProps } from "./settings";
import { checkRange } from "./topology";

export interface RedisReplicaGroupProps extends RedisSettingsProps {
  /** What it joins, of a stack in another region. */
  readonly global: IRedisGlobal;

  /** Of each primary; 0 to 5. */
  readonly replicas: number;
}

/**
 * A member of a global group that reads, in a region of its own and with users of
 * its own. Engine, node type, shards and encryption are the first member's.
 */
export class RedisReplicaGroup extends Construct implements IRedis {
  readonly arn: string;
  readonly endpoint: string;
  readonly port = REDIS_PORT;
  readonly userName: string;

  private readonly userArn: string;

  constructor(scope: Construct, id: string, props: RedisReplicaGroupProps) {
    super(scope, id);
    const { name, global, replicas, deletionProtection = true } = props;
    if (name === global.primaryName) {
      // The provider looks members up by name in all regions: it would wait for the first one to leave.
      throw new Error(`${this.node.path}: name must be another than the first member's, got ${name}`);
    }
    checkRange(this, "replicas", replicas, 0, 5);
    const { users, settings } = addRedisSettings(this, props);
    const group = new ElasticacheReplicationGroup(this, "Default", {
      ...settings,
      ...(global.sharded ? { replicasPerNodeGroup: replicas } : { numCacheClusters: replicas + 1 }),
      globalReplicationGroupId: global.id,
      automaticFailoverEnabled: global.sharded || replicas > 0,
      multiAzEnabled: replicas > 0,
      // ElastiCache switches it off in members, and refuses to change it.
      lifecycle: { preventDestroy: deletionProtection, ignoreChanges: ["auto_minor_version_upgrade"] },
    });
    this.arn = group.arn;
    this.endpoint = global.sharded ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.userName = users.userName;
    this.userArn = users.userArn;
  }

  grantConnect(role: IRole): void {
    grant(role, `connect-to-${this.node.id}`, {
      actions: ["elasticache:Connect"],
      resources: [this.arn, this.userArn],
    });
  }
}

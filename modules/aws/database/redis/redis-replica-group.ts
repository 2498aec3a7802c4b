import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { check, checkWholeNumber } from "@modules/core/checks";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import type { IRole } from "../../security/role";
import { REPLICAS_PER_SHARD } from "../limits";
import { addRedisCompanions, type RedisGroupProps } from "./companions";
import { grantLogin, type IRedis } from "./redis";
import type { IRedisGlobal } from "./redis-global";

export interface RedisReplicaGroupProps extends RedisGroupProps {
  /** Global datastore to join, whose primary is in another region. */
  readonly global: IRedisGlobal;

  /** Read replicas in each shard, besides the shard's first node, 0 to 5. */
  readonly replicas: number;
}

/**
 * A read-only member of a global datastore in its own region, with users of its own. The primary determines engine
 * version, node type, shards and encryption.
 */
export class RedisReplicaGroup extends Construct implements IRedis {
  readonly arn: string;
  readonly endpoint: string;
  readonly port = REDIS_PORT;
  readonly userName: string;

  private readonly userArn: string;

  constructor(scope: Construct, id: string, props: RedisReplicaGroupProps) {
    super(scope, id);
    const { name, global, replicas, overrides } = props;
    // The provider looks members up by name, whatever their region, so with equal names it would wait for the primary
    // to leave.
    check(this, name !== global.primaryName, "name", `different from the primary's, ${global.primaryName}`, name);
    checkWholeNumber(this, "replicas", replicas, REPLICAS_PER_SHARD.min, REPLICAS_PER_SHARD.max);
    const { users, settings } = addRedisCompanions(this, props);
    const group = new ElasticacheReplicationGroup(this, "Default", {
      ...settings,
      ...(global.sharded ? { replicasPerNodeGroup: replicas } : { numCacheClusters: replicas + 1 }),
      globalReplicationGroupId: global.id,
      automaticFailoverEnabled: global.sharded || replicas > 0,
      multiAzEnabled: replicas > 0,
      // ElastiCache disables automatic minor upgrades in members, and refuses the argument when it creates them.
      autoMinorVersionUpgrade: undefined,
      lifecycle: { ...settings.lifecycle, ignoreChanges: ["auto_minor_version_upgrade"] },
      ...overrides,
    });
    this.arn = group.arn;
    this.endpoint = global.sharded ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.userName = users.userName;
    this.userArn = users.userArn;
  }

  grantConnect(role: IRole): void {
    grantLogin(this, role, this.userArn);
  }
}

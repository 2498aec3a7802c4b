import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { Construct } from "constructs";
import { addRedisCompanions, type RedisGroupProps } from "./companions";
import type { RedisUsers } from "./redis-users";
import { isSharded, sizeOf, type Topology } from "./topology";

/** Props of a replication group that accepts writes. */
export interface RedisProps extends RedisGroupProps {
  /** Node type, such as `cache.r6g.large`. */
  readonly nodeType: string;

  /** Number of nodes, or numbers of shards and of replicas in each. */
  readonly topology: Topology;

  /** Major and minor version; ElastiCache upgrades the patch version automatically. @default "7.0" */
  readonly engineVersion?: "7.0" | "7.1";

  /**
   * Parameters by name, in a parameter group of its own.
   * @default none: the group uses ElastiCache's default parameter group
   */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Name of the parameter group. @default the name of the replication group */
  readonly parameterGroupName?: string;
}

export interface RedisParts {
  readonly group: ElasticacheReplicationGroup;
  readonly users: RedisUsers;
  /** Host name of the primary, or of the whole cluster when sharded. */
  readonly endpoint: string;
}

/** Adds a replication group with its users and log groups. @param ignoreChanges arguments that AWS itself changes */
export function addRedisGroup(scope: Construct, props: RedisProps, ignoreChanges?: string[]): RedisParts {
  const { nodeType, topology, engineVersion = "7.0", overrides } = props;
  const sharded = isSharded(topology);
  const { users, settings } = addRedisCompanions(scope, props);
  const group = new ElasticacheReplicationGroup(scope, "Default", {
    ...settings,
    ...sizeOf(scope, topology),
    engine: "redis",
    engineVersion,
    nodeType,
    parameterGroupName: parameterGroup(scope, props, sharded),
    atRestEncryptionEnabled: "true",
    transitEncryptionEnabled: true,
    lifecycle: { ...settings.lifecycle, ignoreChanges },
    ...overrides,
  });
  return { group, users, endpoint: sharded ? group.configurationEndpointAddress : group.primaryEndpointAddress };
}

/** ElastiCache's default parameter groups are read-only, so other parameters need a group of their own. */
function parameterGroup(
  scope: Construct,
  { name, parameters, parameterGroupName = name }: RedisProps,
  sharded: boolean,
): string {
  if (!parameters) {
    return sharded ? "default.redis7.cluster.on" : "default.redis7";
  }
  const all = { ...(sharded ? { "cluster-enabled": "yes" } : {}), ...parameters };
  return new ElasticacheParameterGroup(scope, "parameters", {
    name: parameterGroupName,
    family: "redis7",
    description: `Redis 7 of ${name}`,
    parameter: Object.entries(all).map(([parameter, value]) => ({ name: parameter, value })),
  }).name;
}

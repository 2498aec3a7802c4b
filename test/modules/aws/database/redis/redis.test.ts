import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { RedisProps } from "@modules/aws/database/redis/group";
import { Redis } from "@modules/aws/database/redis/redis";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, expectTypeOf, test } from "vitest";
import { grantedTo, synthWith } from "../fixture";

function redis(props: Partial<RedisProps> = {}): Json {
  return synthWith(({ stack, vpc, key, logsKey, role }) => {
    const network = new CacheNetwork(stack, "network", {
      subnetGroupName: "cache-subnet",
      securityGroupName: "cache-sg",
      vpc,
    });
    network.connections.allowFrom(network);
    new Redis(stack, "sessions", {
      name: "sessions",
      description: "Sessions",
      nodeType: "cache.r6g.large",
      topology: { nodes: 3 },
      network,
      key,
      logsKey,
      logRetentionDays: 30,
      ...props,
    }).grantConnect(role);
  });
}

const group = (props?: Partial<RedisProps>) => only(redis(props), "aws_elasticache_replication_group");

test("is encrypted at rest and in transit, and keeps five days of snapshots", () => {
  expect(group()).toMatchObject({
    at_rest_encryption_enabled: "true",
    kms_key_id: "${aws_kms_key.key.arn}",
    transit_encryption_enabled: true,
    snapshot_retention_limit: 5,
    final_snapshot_identifier: "sessions-final",
    lifecycle: { prevent_destroy: true },
  });
});

test("fails over by itself with two nodes or more", () => {
  expect(group()).toMatchObject({
    num_cache_clusters: 3,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    parameter_group_name: "default.redis7",
  });
  expect(group({ topology: { nodes: 1 } })).toMatchObject({
    automatic_failover_enabled: false,
    multi_az_enabled: false,
  });
});

test("counts shards and their replicas instead of nodes when sharded", () => {
  const sharded = group({ topology: { shards: 3, replicasPerShard: 1 } });

  expect(sharded).toMatchObject({
    cluster_mode: "enabled",
    num_node_groups: 3,
    replicas_per_node_group: 1,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    parameter_group_name: "default.redis7.cluster.on",
  });
  expect(sharded.num_cache_clusters).toBeUndefined();
});

test("has a parameter group of its own for other parameters than the defaults", () => {
  const parameters = { "maxmemory-policy": "allkeys-lru" };
  const json = redis({ topology: { shards: 1, replicasPerShard: 0 }, parameters });

  expect(only(json, "aws_elasticache_parameter_group")).toMatchObject({
    family: "redis7",
    parameter: [
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: "allkeys-lru" },
    ],
  });
});

test("accepts names, windows and a log format", () => {
  const json = redis({
    engineVersion: "7.1",
    parameters: { timeout: "300" },
    parameterGroupName: "shop-redis-params",
    snapshotWindow: "03:00-05:00",
    maintenanceWindow: "sun:05:00-sun:07:00",
    logFormat: "text",
  });

  expect(only(json, "aws_elasticache_parameter_group").name).toBe("shop-redis-params");
  expect(only(json, "aws_elasticache_replication_group")).toMatchObject({
    engine_version: "7.1",
    snapshot_window: "03:00-05:00",
    maintenance_window: "sun:05:00-sun:07:00",
    log_delivery_configuration: [{ log_format: "text" }, { log_format: "text" }],
  });
});

test("scales shards by memory and replicas by processor, and ignores their number in Terraform", () => {
  const json = redis({
    topology: {
      shards: 3,
      replicasPerShard: 2,
      scaling: { shards: { min: 3, max: 9, targetPercent: 75 }, replicasPerShard: { min: 2, max: 5 } },
    },
  });
  const policies = Object.values<Json>(json.resource.aws_appautoscaling_policy);

  expect(Object.values<Json>(json.resource.aws_appautoscaling_target)).toMatchObject([
    { scalable_dimension: "elasticache:replication-group:NodeGroups", min_capacity: 3, max_capacity: 9 },
    { scalable_dimension: "elasticache:replication-group:Replicas", min_capacity: 2, max_capacity: 5 },
  ]);
  expect(policies.map((policy) => policy.target_tracking_scaling_policy_configuration)).toMatchObject([
    {
      target_value: 75,
      predefined_metric_specification: {
        predefined_metric_type: "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage",
      },
    },
    {
      target_value: 70,
      predefined_metric_specification: { predefined_metric_type: "ElastiCacheReplicaEngineCPUUtilization" },
    },
  ]);
  expect(only(json, "aws_elasticache_replication_group").lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["num_node_groups", "replicas_per_node_group"],
  });
});

test("has one user with IAM authentication, and turns the default user off", () => {
  const json = redis();
  const users = Object.values<Json>(json.resource.aws_elasticache_user);

  expect(users).toMatchObject([
    { user_name: "default", access_string: expect.stringMatching(/^off /) },
    { user_name: "sessions-app", user_id: "sessions-app", authentication_mode: { type: "iam" } },
  ]);
  expect(only(json, "aws_elasticache_user_group").user_ids).toHaveLength(2);
  expect(only(json, "aws_elasticache_replication_group").auth_token).toBeUndefined();
});

test("grants a login to this cache as its user", () => {
  expect(grantedTo(redis())).toEqual([
    {
      Effect: "Allow",
      Action: "elasticache:Connect",
      Resource: [
        "${aws_elasticache_replication_group.sessions.arn}",
        expect.stringContaining("${aws_elasticache_user."),
      ],
    },
  ]);
});

test("accepts connections on the port of Redis only, in its subnet group", () => {
  const json = redis();

  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 6379, to_port: 6379 });
  expect(only(json, "aws_elasticache_replication_group")).toMatchObject({
    subnet_group_name: "${aws_elasticache_subnet_group.network.name}",
    security_group_ids: [expect.stringContaining("aws_security_group.")],
  });
});

test("delivers the slow log and the engine log", () => {
  expect(group().log_delivery_configuration.map((delivery: Json) => delivery.log_type)).toEqual([
    "slow-log",
    "engine-log",
  ]);
});

test("lets overrides replace its own arguments", () => {
  expect(group({ overrides: { dataTieringEnabled: true, snapshotRetentionLimit: 9 } })).toMatchObject({
    data_tiering_enabled: true,
    snapshot_retention_limit: 9,
  });
});

// `tsc` checks that a cache without shards does not scale.
expectTypeOf<{ nodes: 3; scaling: { shards: { min: 1; max: 2 } } }>().not.toExtend<RedisProps["topology"]>();

test.each<[Partial<RedisProps>, string]>([
  [{ name: "a-name-that-leaves-no-room-for-users" }, "name must be 1 to 32 lower-case letters"],
  [{ topology: { nodes: 7 } }, "topology.nodes must be a whole number, 1 to 6, got 7"],
  [{ topology: { shards: 0, replicasPerShard: 1 } }, "topology.shards must be a whole number, 1 to 500, got 0"],
  [{ topology: { shards: 1, replicasPerShard: 6 } }, "topology.replicasPerShard must be a whole number, 0 to 5, got 6"],
  [
    {
      nodeType: "cache.t4g.small",
      topology: { shards: 1, replicasPerShard: 1, scaling: { shards: { min: 1, max: 2 } } },
    },
    "nodeType must be large, xlarge or 2xlarge of m5",
  ],
  [
    { topology: { shards: 1, replicasPerShard: 1, scaling: { shards: { min: 3, max: 2 } } } },
    "topology.scaling.shards.max must be a whole number, 3 to 500, got 2",
  ],
  [
    {
      topology: {
        shards: 1,
        replicasPerShard: 1,
        scaling: { replicasPerShard: { min: 1, max: 2, targetPercent: 80 } },
      },
    },
    "topology.scaling.replicasPerShard.targetPercent must be a whole number, 35 to 70, got 80",
  ],
  [{ snapshotRetentionDays: 0 }, "snapshotRetentionDays must be a whole number, 1 to 35, got 0"],
])("fails on %o", (props, message) => {
  expect(() => redis(props)).toThrow(message);
});

test("has a user for exporters that reads statistics and no keys", () => {
  const users = Object.values<Json>(redis({ monitoringUser: true }).resource.aws_elasticache_user);
  const monitor = users.find(({ user_name }) => user_name === "sessions-monitor");

  expect(monitor).toMatchObject({ user_id: "sessions-monitor", authentication_mode: { type: "iam" } });
  expect(monitor.access_string).toMatch(/^on -@all \+/);
  expect(monitor.access_string).not.toMatch(/~|\+get|@read/);
  expect(Object.values<Json>(redis().resource.aws_elasticache_user)).toHaveLength(2);
});

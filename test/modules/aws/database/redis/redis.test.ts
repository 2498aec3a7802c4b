import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis, type RedisProps } from "@modules/aws/database/redis/redis";
import { expect, test } from "vitest";
import { type Json, only } from "../../../../support/synth";
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

test("is encrypted at rest and on the way, and kept for five days of snapshots", () => {
  expect(group()).toMatchObject({
    at_rest_encryption_enabled: "true",
    kms_key_id: "${aws_kms_key.key.arn}",
    transit_encryption_enabled: true,
    snapshot_retention_limit: 5,
    final_snapshot_identifier: "sessions-final",
    lifecycle: { prevent_destroy: true },
  });
});

test("fails over by itself as soon as there is a second node", () => {
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

test("shards without a count of nodes", () => {
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

test("has a parameter group of its own for settings of its own", () => {
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

test("takes names, windows and a log format that others rely on", () => {
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

test("scales shards by memory and replicas by processor, and leaves their number alone", () => {
  const json = redis({
    topology: { shards: 3, replicasPerShard: 2 },
    scaling: { shards: { min: 3, max: 9, targetPercent: 75 }, replicasPerShard: { min: 2, max: 5 } },
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

test("lets in one user, by IAM, and nobody by default", () => {
  const json = redis();
  const users = Object.values<Json>(json.resource.aws_elasticache_user);

  expect(users).toMatchObject([
    { user_name: "default", access_string: expect.stringMatching(/^off /) },
    { user_name: "sessions-app", user_id: "sessions-app", authentication_mode: { type: "iam" } },
  ]);
  expect(only(json, "aws_elasticache_user_group").user_ids).toHaveLength(2);
  expect(only(json, "aws_elasticache_replication_group").auth_token).toBeUndefined();
});

test("grants connecting to this cache as its user", () => {
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

test("is reached on the port of Redis alone, in subnets of its own", () => {
  const json = redis();

  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 6379, to_port: 6379 });
  expect(only(json, "aws_elasticache_replication_group")).toMatchObject({
    subnet_group_name: "${aws_elasticache_subnet_group.network.name}",
    security_group_ids: [expect.stringContaining("aws_security_group.")],
  });
});

test("logs slow commands and what the engine does", () => {
  expect(group().log_delivery_configuration.map((delivery: Json) => delivery.log_type)).toEqual([
    "slow-log",
    "engine-log",
  ]);
});

test.each<[Partial<RedisProps>, string]>([
  [{ name: "a-name-that-leaves-no-room-for-users" }, "name must be 1 to 32 lower-case letters"],
  [{ topology: { nodes: 7 } }, "topology.nodes must be 1 to 6, got 7"],
  [{ topology: { shards: 0, replicasPerShard: 1 } }, "topology.shards must be 1 to 500, got 0"],
  [{ topology: { shards: 1, replicasPerShard: 6 } }, "topology.replicasPerShard must be 0 to 5, got 6"],
  [{ scaling: { shards: { min: 1, max: 2 } } }, "topology must be sharded where it scales"],
  [
    {
      nodeType: "cache.t4g.small",
      topology: { shards: 1, replicasPerShard: 1 },
      scaling: { shards: { min: 1, max: 2 } },
    },
    "nodeType must be large, xlarge or 2xlarge of m5",
  ],
  [
    { topology: { shards: 1, replicasPerShard: 1 }, scaling: { shards: { min: 3, max: 2 } } },
    "scaling.shards.max must be 3 to 500, got 2",
  ],
  [
    {
      topology: { shards: 1, replicasPerShard: 1 },
      scaling: { replicasPerShard: { min: 1, max: 2, targetPercent: 80 } },
    },
    "scaling.replicasPerShard.targetPercent must be 35 to 70, got 80",
  ],
  [{ snapshotRetentionDays: 0 }, "snapshotRetentionDays must be 1 to 35, got 0"],
])("fails on %o", (props, message) => {
  expect(() => redis(props)).toThrow(message);
});

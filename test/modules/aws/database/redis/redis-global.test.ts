import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import type { Redis } from "@modules/aws/database/redis/redis";
import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import {
  type IRedisGlobalPrimary,
  RedisGlobalPrimary,
  type RedisGlobalPrimaryProps,
} from "@modules/aws/database/redis/redis-global-primary";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, expectTypeOf, test } from "vitest";

function regional(stack: TerraformStack, region: string) {
  const key = new Key(stack, "key", { name: "data", description: "Data" });
  const cidrs = { [`${region}a`]: "10.0.21.0/24", [`${region}b`]: "10.0.22.0/24" };
  const vpc = new Vpc(stack, "vpc", {
    name: region,
    cidr: "10.0.0.0/16",
    subnets: { database: { tier: "isolated", cidrs } },
  });
  const network = new CacheNetwork(stack, "network", { subnetGroupName: "cache", securityGroupName: "cache", vpc });
  return { description: "Sessions", network, key, logsKey: key, logRetentionDays: 30 };
}

function global(
  props: Partial<RedisGlobalPrimaryProps> = {},
  replicas = 1,
  name = "sessions-west",
): Record<string, Json> {
  return synthAll((app) => {
    const east = testStack(app, "east");
    const primary = new RedisGlobalPrimary(east, "sessions", {
      ...regional(east, "us-east-1"),
      name: "sessions",
      nodeType: "cache.r6g.large",
      topology: { shards: 3, replicasPerShard: 2 },
      ...props,
    });
    const group = new RedisGlobal(east, "global", { name: "shop", description: "Sessions", primary });
    const west = testStack(app, "west", "us-west-2");
    new RedisReplicaGroup(west, "sessions", {
      ...regional(west, "us-west-2"),
      name,
      replicas,
      global: group,
    });
  });
}

const member = (props?: Partial<RedisGlobalPrimaryProps>) =>
  only(global(props).west!, "aws_elasticache_replication_group");

test("is created from the primary, and decides its parameters and nodes from then on", () => {
  const { east } = global();

  expect(only(east!, "aws_elasticache_global_replication_group")).toMatchObject({
    global_replication_group_id_suffix: "shop",
    primary_replication_group_id: "${aws_elasticache_replication_group.sessions.id}",
    // A promotion makes another member the primary.
    lifecycle: { ignore_changes: ["primary_replication_group_id"] },
  });
  expect(only(east!, "aws_elasticache_replication_group").lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["parameter_group_name", "node_type", "num_node_groups", "auto_minor_version_upgrade"],
  });
});

test("sets the node type and the shards of all members", () => {
  const group = (props?: Partial<RedisGlobalPrimaryProps>) =>
    only(global(props).east!, "aws_elasticache_global_replication_group");

  expect(group()).toMatchObject({ cache_node_type: "cache.r6g.large", num_node_groups: 3 });
  expect(group({ topology: { nodes: 2 } }).num_node_groups).toBeUndefined();
});

test("gives a member of another region a key and users of its own, and leaves engine, nodes and encryption to the primary", () => {
  const group = member();

  expect(group).toMatchObject({
    global_replication_group_id: expect.stringContaining("terraform_remote_state"),
    replicas_per_node_group: 1,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    user_group_ids: [expect.stringContaining("aws_elasticache_user_group.")],
    lifecycle: { prevent_destroy: true, ignore_changes: ["auto_minor_version_upgrade"] },
  });
  for (const inherited of [
    "engine",
    "auto_minor_version_upgrade",
    "engine_version",
    "node_type",
    "num_node_groups",
    "parameter_group_name",
    "at_rest_encryption_enabled",
    "transit_encryption_enabled",
  ]) {
    expect(group).not.toHaveProperty(inherited);
  }
});

test("counts the nodes of a member without shards, its leading node included", () => {
  const group = member({ topology: { nodes: 2 } });

  expect(group).toMatchObject({ num_cache_clusters: 2 });
  expect(group).not.toHaveProperty("replicas_per_node_group");
});

// `tsc` checks that a primary is of its own class and does not scale.
expectTypeOf<RedisGlobalPrimary>().toExtend<IRedisGlobalPrimary>();
expectTypeOf<Redis>().not.toExtend<IRedisGlobalPrimary>();
expectTypeOf<{ shards: 3; replicasPerShard: 2; scaling: { shards: { min: 3; max: 6 } } }>().not.toExtend<
  RedisGlobalPrimaryProps["topology"]
>();

test("lets overrides replace its own arguments", () => {
  const { east } = global({ overrides: { snapshotWindow: "05:00-06:00" } });

  expect(only(east!, "aws_elasticache_replication_group")).toMatchObject({
    snapshot_window: "05:00-06:00",
    engine: "redis",
  });
});

test("fails on a node type that cannot be in a global datastore", () => {
  expect(() => global({ nodeType: "cache.t4g.medium" })).toThrow(
    "nodeType must be m5, r5 or newer, large or more, for a global datastore, got cache.t4g.medium",
  );
});

test("fails on more replicas than a shard may have", () => {
  expect(() => global({}, 6)).toThrow("replicas must be a whole number, 0 to 5, got 6");
});

test("fails on a member with the primary's name", () => {
  expect(() => global({}, 1, "sessions")).toThrow("name must be different from the primary's, sessions, got sessions");
});

test("exists already, and a group of this stack joins it", () => {
  const { west } = synthAll((app) => {
    const stack = testStack(app, "west", "us-west-2");
    const existing = RedisGlobal.fromExisting(stack, "global", {
      id: "ldgnf-shop",
      sharded: false,
      primaryName: "sessions",
    });
    new RedisReplicaGroup(stack, "sessions", {
      ...regional(stack, "us-west-2"),
      name: "sessions-west",
      replicas: 1,
      global: existing,
    });
  });

  expect(west!.resource.aws_elasticache_global_replication_group).toBeUndefined();
  expect(only(west!, "aws_elasticache_replication_group")).toMatchObject({
    global_replication_group_id: "ldgnf-shop",
    num_cache_clusters: 2,
  });
});

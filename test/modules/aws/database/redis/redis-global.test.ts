import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis, type RedisProps } from "@modules/aws/database/redis/redis";
import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { type Json, only, synthAll, testStack } from "../../../../support/synth";

function place(stack: TerraformStack, region: string) {
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

function global(props: Partial<RedisProps> = {}, replicas = 1, name = "sessions-west"): Record<string, Json> {
  return synthAll((app) => {
    const east = testStack(app, "east");
    const primary = new Redis(east, "sessions", {
      ...place(east, "us-east-1"),
      name: "sessions",
      nodeType: "cache.r6g.large",
      topology: { shards: 3, replicasPerShard: 2 },
      ...props,
    });
    const group = new RedisGlobal(east, "global", { name: "shop", description: "Sessions", primary });
    const west = testStack(app, "west", "us-west-2");
    new RedisReplicaGroup(west, "sessions", {
      ...place(west, "us-west-2"),
      name,
      replicas,
      global: group,
    });
  });
}

const member = (props?: Partial<RedisProps>) => only(global(props).west!, "aws_elasticache_replication_group");

test("is made of the first member, whose parameters it then has its own copy of", () => {
  const { east } = global();

  expect(only(east!, "aws_elasticache_global_replication_group")).toMatchObject({
    global_replication_group_id_suffix: "shop",
    primary_replication_group_id: "${aws_elasticache_replication_group.sessions.id}",
    // After a promotion it is the other member's.
    lifecycle: { ignore_changes: ["primary_replication_group_id"] },
  });
  expect(only(east!, "aws_elasticache_replication_group").lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["parameter_group_name", "node_type", "num_node_groups", "auto_minor_version_upgrade"],
  });
});

test("changes the nodes of all members by the group, as ElastiCache takes it of no member", () => {
  const group = (props?: Partial<RedisProps>) => only(global(props).east!, "aws_elasticache_global_replication_group");

  expect(group()).toMatchObject({ cache_node_type: "cache.r6g.large", num_node_groups: 3 });
  expect(group({ topology: { nodes: 2 } }).num_node_groups).toBeUndefined();
});

test("gives a member of another region what ElastiCache asks of it, and nothing the first one decides", () => {
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

test("counts the nodes of a member without shards", () => {
  const group = member({ topology: { nodes: 2 } });

  expect(group).toMatchObject({ num_cache_clusters: 2 });
  expect(group).not.toHaveProperty("replicas_per_node_group");
});

test("fails on a first member that cannot be one", () => {
  expect(() => global({ nodeType: "cache.t4g.medium" })).toThrow(
    "primary must have a node type of m5, r5 or newer, large or more, got cache.t4g.medium",
  );
  expect(() => global({ scaling: { shards: { min: 3, max: 6 } } })).toThrow("primary must have a fixed size");
  expect(() => global({}, 6)).toThrow("replicas must be 0 to 5, got 6");
  expect(() => global({}, 1, "sessions")).toThrow("name must be another than the first member's, got sessions");
});

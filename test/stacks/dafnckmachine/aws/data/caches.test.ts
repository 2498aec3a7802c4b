import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../support/stacks";

const stack = stacks["dafnckmachine-production-data"]!;
const { caches } = production;

function group(id: string): Json {
  return stack.resource.aws_elasticache_replication_group[id];
}

test.each(["session", "application"] as const)("creates the unsharded %s cache with one primary", (name) => {
  expect(group(`${name}-cache`)).toMatchObject({
    node_type: caches[name].nodeType,
    num_cache_clusters: caches[name].nodes,
  });
  expect(group(`${name}-cache`).num_node_groups).toBeUndefined();
});

test("shards the cache behind the caches in process, and evicts the least recently used keys from it", () => {
  expect(group("cluster-cache")).toMatchObject({
    node_type: caches.cluster.nodeType,
    num_node_groups: caches.cluster.shards,
    replicas_per_node_group: caches.cluster.replicasPerShard,
  });
  expect(only(stack, "aws_elasticache_parameter_group").parameter).toContainEqual({
    name: "maxmemory-policy",
    value: "allkeys-lru",
  });
});

test("puts all caches into one subnet group and one security group", () => {
  const groups = Object.values<Json>(stack.resource.aws_elasticache_replication_group);

  expect(Object.keys(stack.resource.aws_elasticache_subnet_group)).toHaveLength(1);
  expect(new Set(groups.map(({ security_group_ids }) => security_group_ids.join())).size).toBe(1);
});

test("keeps snapshots for the environment's days", () => {
  for (const { snapshot_retention_limit } of Object.values<Json>(stack.resource.aws_elasticache_replication_group)) {
    expect(snapshot_retention_limit).toBe(caches.snapshotRetentionDays);
  }
});

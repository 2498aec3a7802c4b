import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../../environments/freeagentics/development";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const stack = stacks["freeagentics-production-data"]!;
const { cache } = production;

/** Alarms of the cache, by id. */
function alarms(json: Json): Record<string, Json> {
  return Object.fromEntries(
    Object.entries<Json>(json.resource.aws_cloudwatch_metric_alarm).filter(([id]) =>
      id.startsWith("freeagentics-redis-"),
    ),
  );
}

test("creates the shards of the environment and leaves their number to scaling", () => {
  const { shards, replicasPerShard, scaling } = cache;

  expect(only(stack, "aws_elasticache_replication_group")).toMatchObject({
    node_type: cache.nodeType,
    num_node_groups: shards,
    replicas_per_node_group: replicasPerShard,
    lifecycle: { ignore_changes: ["num_node_groups", "replicas_per_node_group"] },
  });
  expect(Object.values(stack.resource.aws_appautoscaling_target)).toMatchObject([
    { min_capacity: shards, max_capacity: scaling!.maxShards },
    { min_capacity: replicasPerShard, max_capacity: scaling!.maxReplicasPerShard },
  ]);
});

test("keeps its size without scaling settings", () => {
  expect(development.cache.scaling).toBeUndefined();
  expect(stacks["freeagentics-development-data"]!.resource.aws_appautoscaling_target).toBeUndefined();
});

test("watches memory, CPU, connections and network of every node", () => {
  const nodes = cache.shards * (1 + cache.replicasPerShard);
  const found = Object.values(alarms(stack));

  expect(found).toHaveLength(nodes * 5);
  expect(new Set(found.map(({ dimensions }) => dimensions.CacheClusterId)).size).toBe(nodes);
});

test("names nodes as ElastiCache does, and alarms at four fifths of the lasting network", () => {
  const bytesPerMinute = ((cache.networkGigabits * 1e9) / 8) * 60;

  expect(alarms(stack)).toMatchObject({
    "freeagentics-redis-0003-003-memory": {
      threshold: 75,
      dimensions: { CacheClusterId: "freeagentics-redis-0003-003" },
    },
    "freeagentics-redis-0003-003-connections": { threshold: 10_000 },
    "freeagentics-redis-0003-003-received": { metric_name: "NetworkBytesIn", threshold: 0.8 * bytesPerMinute },
  });
  expect(
    alarms(stacks["freeagentics-development-data"]!)["freeagentics-redis-0001-001-memory"]!.dimensions.CacheClusterId,
  ).toBe(`freeagentics-redis${development.nameSuffix}-0001-001`);
});

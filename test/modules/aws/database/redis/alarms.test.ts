import { cacheAlarms, nodeIds } from "@modules/aws/database/redis/alarms";
import { expect, test } from "vitest";

test("names the nodes as ElastiCache does", () => {
  expect(nodeIds("shop", { nodes: 2 })).toEqual(["shop-001", "shop-002"]);
  expect(nodeIds("shop", { shards: 2, replicasPerShard: 1 })).toEqual([
    "shop-0001-001",
    "shop-0001-002",
    "shop-0002-001",
    "shop-0002-002",
  ]);
});

test("fires at four fifths of the node type's network in a minute", () => {
  expect(cacheAlarms("shop-001", { networkGigabits: 1 }).sent!.above).toBe(6e9);
  expect(cacheAlarms("shop-001")).not.toHaveProperty("sent");
});

test("watches memory, the engine's CPU and connections of a node", () => {
  const { memory, cpu, connections } = cacheAlarms("shop-001", { memoryPercent: 70, connections: 500 });

  expect([memory!.above, cpu!.above, connections!.above]).toEqual([70, 80, 500]);
  expect(memory!.metric).toMatchObject({ dimensions: { CacheClusterId: "shop-001" }, periodSeconds: 60 });
});

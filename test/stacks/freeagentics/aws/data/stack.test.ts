import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only } from "../../../../support/synth";

const production = stacks["freeagentics-production-data"]!;
const development = stacks["freeagentics-development-data"]!;

function alarms(json: Json, prefix: string): Record<string, Json> {
  return Object.fromEntries(
    Object.entries<Json>(json.resource.aws_cloudwatch_metric_alarm).filter(([id]) => id.startsWith(prefix)),
  );
}

test("has the database of the design, with the operations that come with its size", () => {
  const database = only(production, "aws_db_instance");

  expect(database).toMatchObject({
    instance_class: "db.r5.2xlarge",
    allocated_storage: 1000,
    max_allocated_storage: 2000,
    storage_type: "gp3",
    multi_az: true,
    backup_retention_period: 7,
    backup_window: "02:00-03:00",
  });
  expect(database.iops).toBeUndefined();
});

test("tells people of a database that outgrows its class", () => {
  expect(alarms(production, "database-")).toMatchObject({
    "database-cpu": { threshold: 80 },
    "database-connections": { threshold: 2800 },
    "database-memory": { threshold: 6_871_947_673, comparison_operator: "LessThanThreshold" },
    "database-iops": { threshold: 9600, metric_query: expect.arrayContaining([expect.anything()]) },
  });
  expect(alarms(development, "database-")["database-iops"].threshold).toBe(2400);
});

test("shards the cache, and leaves its size to scaling", () => {
  expect(only(production, "aws_elasticache_replication_group")).toMatchObject({
    node_type: "cache.r6g.xlarge",
    num_node_groups: 3,
    replicas_per_node_group: 2,
    lifecycle: { ignore_changes: ["num_node_groups", "replicas_per_node_group"] },
  });
  expect(Object.values(production.resource.aws_appautoscaling_target)).toMatchObject([
    { min_capacity: 3, max_capacity: 6 },
    { min_capacity: 2, max_capacity: 5 },
  ]);
  expect(development.resource.aws_appautoscaling_target).toBeUndefined();
});

test("watches memory, connections and the network of each of the nine nodes", () => {
  const found = Object.values(alarms(production, "cache-"));

  expect(found).toHaveLength(9 * 4);
  expect(new Set(found.map(({ dimensions }) => dimensions.CacheClusterId)).size).toBe(9);
  expect(alarms(production, "cache-0003-003")).toMatchObject({
    "cache-0003-003-memory": { threshold: 75, dimensions: { CacheClusterId: "freeagentics-redis-0003-003" } },
    "cache-0003-003-connections": { threshold: 10_000 },
    "cache-0003-003-received": { metric_name: "NetworkBytesIn", threshold: 7_500_000_000 },
  });
  expect(alarms(development, "cache-")["cache-0001-001-memory"].dimensions.CacheClusterId).toBe(
    "freeagentics-redis-development-0001-001",
  );
});

test("copies uploads, dumps and sources to the standby's region, each to its own", () => {
  const copied = Object.values<Json>(production.resource.aws_s3_bucket_replication_configuration);

  expect(copied).toHaveLength(3);
  for (const { rule } of copied) {
    expect(rule[0]).toMatchObject({
      status: "Enabled",
      destination: { bucket: expect.stringContaining("copies-us-west-2.outputs") },
    });
  }
  expect(development.resource.aws_s3_bucket_replication_configuration).toBeUndefined();
});

test("drops dumps after thirty days, in the copy too", () => {
  for (const json of [production, stacks["freeagentics-production-copies-us-west-2"]!]) {
    const { aws_s3_bucket_lifecycle_configuration: all } = json.resource;
    const [lifecycle] = Object.entries<Json>(all)
      .filter(([id]) => id.startsWith("backups_"))
      .map(([, one]) => one);
    expect(lifecycle.rule[0]).toMatchObject({ expiration: [{ days: 30 }] });
    expect(lifecycle.rule[0].transition).toBeUndefined();
  }
});

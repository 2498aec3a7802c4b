import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const data = stacks["lp-production-google-data"]!;
const aws = stacks["lp-production-data"]!;
const { region, database, cache } = production.google!;

test("makes a database in two zones with point-in-time recovery", () => {
  expect(database.highAvailability).toBe(true);
  expect(only(data, "google_sql_database_instance")).toMatchObject({
    name: "lp-postgresql",
    region,
    database_version: database.version,
    settings: {
      tier: database.tier,
      availability_type: "REGIONAL",
      backup_configuration: { enabled: true, point_in_time_recovery_enabled: true },
    },
  });
});

test("names the database as in Aurora and enables logical replication on both sides", () => {
  expect(only(data, "google_sql_database").name).toBe(only(aws, "aws_rds_cluster").database_name);
  expect(only(aws, "aws_rds_cluster_parameter_group").parameter).toContainEqual(
    expect.objectContaining({ name: "rds.logical_replication", value: "1" }),
  );
  expect(only(data, "google_sql_database_instance").settings.database_flags).toContainEqual({
    name: "cloudsql.logical_decoding",
    value: "on",
  });
});

test("leaves logical replication of Aurora off without a part in Google Cloud", () => {
  expect(JSON.stringify(stacks["lp-development-data"]!.resource.aws_rds_cluster_parameter_group)).not.toContain(
    "rds.logical_replication",
  );
});

test("makes a cache in two zones with the eviction policy of ElastiCache", () => {
  const { parameter } = only(aws, "aws_elasticache_parameter_group");
  const policy = parameter.find(({ name }: Json) => name === "maxmemory-policy").value;

  expect(cache.highAvailability).toBe(true);
  expect(only(data, "google_redis_instance")).toMatchObject({
    name: "lp-redis",
    region,
    tier: "STANDARD_HA",
    memory_size_gb: cache.memoryGibibytes,
    redis_version: "REDIS_7_0",
    redis_configs: { "maxmemory-policy": policy },
  });
});

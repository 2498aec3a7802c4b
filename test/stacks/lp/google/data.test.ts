import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["lp-production-google-data"]!;

test("has a database in two zones that can go back to any second", () => {
  expect(only(production, "google_sql_database_instance")).toMatchObject({
    name: "lp-postgresql",
    region: "us-west1",
    database_version: "POSTGRES_15",
    settings: {
      availability_type: "REGIONAL",
      backup_configuration: { enabled: true, point_in_time_recovery_enabled: true },
    },
  });
});

test("has the database that Aurora has, and can follow it", () => {
  const aurora = stacks["lp-production-data"]!;

  expect(only(production, "google_sql_database").name).toBe(only(aurora, "aws_rds_cluster").database_name);
  expect(only(aurora, "aws_rds_cluster_parameter_group").parameter).toContainEqual(
    expect.objectContaining({ name: "rds.logical_replication", value: "1" }),
  );
  expect(JSON.stringify(stacks["lp-development-data"]!.resource.aws_rds_cluster_parameter_group)).not.toContain(
    "rds.logical_replication",
  );
});

test("has a cache in two zones that evicts like the one on AWS", () => {
  const { parameter } = only(stacks["lp-production-data"]!, "aws_elasticache_parameter_group");
  const policy = parameter.find(({ name }: Json) => name === "maxmemory-policy").value;

  expect(only(production, "google_redis_instance")).toMatchObject({
    name: "lp-redis",
    region: "us-west1",
    tier: "STANDARD_HA",
    memory_size_gb: 26,
    redis_version: "REDIS_7_0",
    redis_configs: { "maxmemory-policy": policy },
  });
});

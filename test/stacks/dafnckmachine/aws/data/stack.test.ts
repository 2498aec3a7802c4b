import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

const production = stacks["dafnckmachine-production-data"];
const development = stacks["dafnckmachine-development-data"];

function named(json: Json, type: string, attribute: string, name: string): Json {
  return Object.values<Json>(json.resource[type]).find((resource) => resource[attribute] === name);
}

test("archives user uploads and backups, and expires them after seven years", () => {
  for (const bucket of ["user-uploads", "backups"]) {
    const { rule } = named(
      production,
      "aws_s3_bucket_lifecycle_configuration",
      "bucket",
      `\${aws_s3_bucket.${bucket}.bucket}`,
    );

    expect(rule).toMatchObject([
      {
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER" },
        ],
        expiration: [{ days: 2555 }],
      },
    ]);
  }
});

test("keeps versions of everything but static assets", () => {
  const versioned = Object.values<Json>(production.resource.aws_s3_bucket_versioning).map(({ bucket }) => bucket);

  expect(versioned).not.toContain("${aws_s3_bucket.static-assets.bucket}");
  expect(versioned).toHaveLength(Object.keys(production.resource.aws_s3_bucket).length - 1);
});

test("lets the API tier reach the database, the caches and the shared files, and nobody else", () => {
  const rules = Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule);

  expect(rules.map(({ from_port }) => from_port).sort()).toEqual([2049, 5432, 6379]);
  expect(new Set(rules.map((rule) => rule.referenced_security_group_id))).toHaveProperty("size", 1);
});

test("reaches no group from the database's", () => {
  const groups = Object.entries<Json>(production.resource.aws_security_group);
  const [id] = groups.find(([, { name }]) => name === "dafnckmachine-db-sg")!;
  const rules = Object.values<Json>(production.resource.aws_vpc_security_group_egress_rule);

  expect(rules.filter(({ security_group_id }) => security_group_id.includes(id))).toEqual([]);
});

test("sizes the memory of the database by its instance", () => {
  expect(only(production, "aws_db_parameter_group").parameter).toEqual(
    expect.arrayContaining([
      { name: "shared_preload_libraries", value: "pg_stat_statements", apply_method: "pending-reboot" },
      { name: "max_connections", value: "1000", apply_method: "pending-reboot" },
      { name: "shared_buffers", value: "{DBInstanceClassMemory/32768}", apply_method: "pending-reboot" },
      { name: "effective_cache_size", value: "{DBInstanceClassMemory*3/32768}", apply_method: "immediate" },
    ]),
  );
});

test("rotates the password itself where there are replicas, and leaves it to RDS where there are none", () => {
  expect(only(production, "aws_db_instance").manage_master_user_password).toBeUndefined();
  expect(named(production, "aws_secretsmanager_secret", "name", "dafnckmachine/database-credentials")).toBeDefined();
  expect(only(development, "aws_db_instance").manage_master_user_password).toBe(true);
  expect(development.resource.aws_lambda_function).toBeUndefined();
  for (const json of [production, development]) {
    expect(only(json, "aws_secretsmanager_secret_rotation").rotation_rules).toEqual({ automatically_after_days: 30 });
  }
});

test("shards the third cache and evicts from it whatever was used least", () => {
  const cache = named(production, "aws_elasticache_replication_group", "replication_group_id", "dafnckmachine-redis");

  expect(cache).toMatchObject({ num_node_groups: 3, replicas_per_node_group: 1 });
  expect(only(production, "aws_elasticache_parameter_group").parameter).toContainEqual({
    name: "maxmemory-policy",
    value: "allkeys-lru",
  });
});

test("copies snapshots to another region where the environment says so", () => {
  const copies = (json: Json) =>
    only(json, "aws_dlm_lifecycle_policy").policy_details.schedule[0].cross_region_copy_rule;

  expect(copies(production)).toMatchObject([{ target: "us-west-2", encrypted: true }]);
  expect(copies(development)).toBeUndefined();
});

test("can be destroyed and made again in development, names of secrets included", () => {
  const protectedOnes = Object.values<Json>(development.resource)
    .flatMap((resources) => Object.values<Json>(resources))
    .filter(({ lifecycle }) => lifecycle?.prevent_destroy);

  expect(protectedOnes).toEqual([]);
  expect(only(development, "aws_secretsmanager_secret").recovery_window_in_days).toBe(0);
});

test("ends every name with the environment's suffix, so that environments can share an account", () => {
  const names = ["aws_s3_bucket.bucket", "aws_dynamodb_table.name", "aws_elasticache_user.user_id", "aws_iam_role.name"]
    .map((path) => path.split(".") as [string, string])
    .flatMap(([type, attribute]) =>
      Object.values<Json>(development.resource[type]).map((resource) => resource[attribute]),
    );

  for (const name of names) {
    expect(name).toContain("-development");
  }
});

import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only, statements } from "../../../../support/synth";

const production = stacks["phoenix-rooivalk-production-data"]!;
const development = stacks["phoenix-rooivalk-development-data"]!;
const copies = stacks["phoenix-rooivalk-production-copies-us-west-2"]!;

const BUCKETS = ["app-data", "blockchain-backups", "ai-models", "logs", "static-assets"];

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

/** The part of a bucket at an address. */
function part(json: Json, type: string, bucket: string): Json {
  return all(json, type).find((found) => found.bucket === `\${aws_s3_bucket.${bucket}.bucket}`)!;
}

function moves(bucket: string, json = production): Json[] {
  return part(json, "aws_s3_bucket_lifecycle_configuration", bucket).rule.map(({ filter, transition = [] }: Json) => [
    filter[0].prefix,
    ...transition.map((to: Json) => to.storage_class),
  ]);
}

test("names the buckets as designed, and those of another environment after it", () => {
  const names = (json: Json) => BUCKETS.map((bucket) => json.resource.aws_s3_bucket[bucket].bucket);

  expect(names(production)).toEqual([
    "phoenix-app-data-prod",
    "phoenix-blockchain-backups",
    "phoenix-ai-models",
    "phoenix-logs-prod",
    "phoenix-static-assets",
  ]);
  expect(names(development)).toEqual([
    "phoenix-app-data-development",
    "phoenix-blockchain-backups-development",
    "phoenix-ai-models-development",
    "phoenix-logs-development",
    "phoenix-static-assets-development",
  ]);
});

test("encrypts every bucket with a customer's key, the CDN's with one of its own", () => {
  const key = (bucket: string) =>
    part(production, "aws_s3_bucket_server_side_encryption_configuration", bucket).rule[0]
      .apply_server_side_encryption_by_default;

  for (const bucket of BUCKETS) {
    expect(key(bucket).sse_algorithm).toBe("aws:kms");
  }
  expect(key("static-assets").kms_master_key_id).toBe("${aws_kms_key.static-assets-key.arn}");
  expect(statements(production.resource.aws_kms_key["static-assets-key"].policy)).toContainEqual(
    expect.objectContaining({ Action: "kms:Decrypt", Principal: { Service: "cloudfront.amazonaws.com" } }),
  );
});

test("archives backups and logs, of application data only what is put aside, of models and assets nothing", () => {
  const archived = ["STANDARD_IA", "GLACIER", "DEEP_ARCHIVE"];

  expect(moves("blockchain-backups")).toEqual([["", ...archived]]);
  expect(moves("logs")).toEqual([["", ...archived]]);
  expect(moves("app-data")).toEqual([
    ["", "STANDARD_IA"],
    ["archive/", "GLACIER", "DEEP_ARCHIVE"],
  ]);
  expect(moves("ai-models")).toEqual([[""]]);
  expect(moves("static-assets")).toEqual([[""]]);
});

test("copies every bucket to the other region within fifteen minutes, to age there alike", () => {
  const replications = all(production, "aws_s3_bucket_replication_configuration");

  expect(replications).toHaveLength(BUCKETS.length);
  for (const { rule } of replications) {
    expect(rule[0].destination).toMatchObject({
      bucket: expect.stringContaining("copies-us-west-2.outputs"),
      storage_class: "STANDARD",
      replication_time: { status: "Enabled", time: { minutes: 15 } },
      metrics: { status: "Enabled" },
    });
  }
  for (const bucket of BUCKETS) {
    expect(moves(bucket, copies)).toEqual(moves(bucket));
  }
  expect(development.resource.aws_s3_bucket_replication_configuration).toBeUndefined();
});

test("has the database of the design, with IOPS as they come with its size", () => {
  const database = only(production, "aws_db_instance");

  expect(database).toMatchObject({
    identifier: "phoenix-rooivalk-postgres",
    instance_class: "db.r5.2xlarge",
    engine_version: "15",
    allocated_storage: 1000,
    storage_type: "gp3",
    multi_az: true,
    backup_retention_period: 30,
    deletion_protection: true,
  });
  expect(database.iops).toBeUndefined();
});

test("rotates the password itself where there are replicas, and leaves it to RDS where there are none", () => {
  expect(only(production, "aws_db_instance").manage_master_user_password).toBeUndefined();
  expect(only(production, "aws_secretsmanager_secret").replica).toMatchObject([{ region: "us-west-2" }]);
  expect(only(development, "aws_db_instance").manage_master_user_password).toBe(true);
});

test("keeps sessions on nine nodes, which another region follows", () => {
  expect(only(production, "aws_elasticache_replication_group")).toMatchObject({
    replication_group_id: "phoenix-sessions",
    node_type: "cache.r6g.large",
    cluster_mode: "enabled",
    num_node_groups: 3,
    replicas_per_node_group: 2,
    snapshot_retention_limit: 7,
  });
  expect(only(production, "aws_elasticache_global_replication_group").primary_replication_group_id).toContain(
    "aws_elasticache_replication_group.sessions",
  );
  expect(development.resource.aws_elasticache_global_replication_group).toBeUndefined();
});

test("lets the cluster's nodes reach the database and the cache, and nobody else", () => {
  for (const json of [production, development]) {
    const rules = all(json, "aws_vpc_security_group_ingress_rule").filter(({ from_port }) => from_port !== 443);

    expect(rules.map(({ from_port }) => from_port).sort()).toEqual([5432, 6379]);
    for (const { referenced_security_group_id } of rules) {
      expect(referenced_security_group_id).toMatch(/network\.outputs\..*eks/);
    }
  }
});

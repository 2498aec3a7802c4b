import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only, resources, statements } from "@modules/testing/resources";
import { synthAll } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../../environments/phoenix-rooivalk/development";
import { production as productionFile } from "../../../../../environments/phoenix-rooivalk/production";
import { phoenixRooivalkSchema } from "../../../../../environments/phoenix-rooivalk/rules";
import { DataStack } from "../../../../../stacks/phoenix-rooivalk/aws/data/stack";
import { NetworkStack } from "../../../../../stacks/phoenix-rooivalk/aws/network";
import { SecurityStack } from "../../../../../stacks/shared/aws/security";
import { stacks } from "../../../../support/stacks";

const { database, cache, recovery } = productionFile;
const { region } = recovery!;

const production = stacks["phoenix-rooivalk-production-data"]!;
const development = stacks["phoenix-rooivalk-development-data"]!;
const copies = stacks[`phoenix-rooivalk-production-copies-${region}`]!;

const BUCKETS = ["app-data", "blockchain-backups", "ai-models", "logs", "static-assets"];

/** Companion resource of a bucket, such as its lifecycle. */
function companion(json: Json, type: string, bucket: string): Json {
  return resources(json, type).find((found) => found.bucket === `\${aws_s3_bucket.${bucket}.bucket}`)!;
}

/** Prefix and storage classes of each lifecycle rule. */
function transitions(bucket: string, json = production): Json[] {
  return companion(json, "aws_s3_bucket_lifecycle_configuration", bucket).rule.map(
    ({ filter, transition = [] }: Json) => [filter[0].prefix, ...transition.map((to: Json) => to.storage_class)],
  );
}

test("ends the names of buckets with the environment's suffix", () => {
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

test("encrypts every bucket with a customer managed key, static assets with one of their own", () => {
  const key = (bucket: string) =>
    companion(production, "aws_s3_bucket_server_side_encryption_configuration", bucket).rule[0]
      .apply_server_side_encryption_by_default;

  for (const bucket of BUCKETS) {
    expect(key(bucket).sse_algorithm).toBe("aws:kms");
  }
  expect(key("static-assets").kms_master_key_id).toBe("${aws_kms_key.static-assets-key.arn}");
  expect(statements(production.resource.aws_kms_key["static-assets-key"].policy)).toContainEqual(
    expect.objectContaining({ Action: "kms:Decrypt", Principal: { Service: "cloudfront.amazonaws.com" } }),
  );
});

test("archives backups, logs and application data below archive/, but no models and assets", () => {
  const archived = ["STANDARD_IA", "GLACIER", "DEEP_ARCHIVE"];

  expect(transitions("blockchain-backups")).toEqual([["", ...archived]]);
  expect(transitions("logs")).toEqual([["", ...archived]]);
  expect(transitions("app-data")).toEqual([
    ["", "STANDARD_IA"],
    ["archive/", "GLACIER", "DEEP_ARCHIVE"],
  ]);
  expect(transitions("ai-models")).toEqual([[""]]);
  expect(transitions("static-assets")).toEqual([[""]]);
});

test("replicates every bucket to the recovery region within fifteen minutes, with the same lifecycle", () => {
  const replications = resources(production, "aws_s3_bucket_replication_configuration");

  expect(replications).toHaveLength(BUCKETS.length);
  for (const { rule } of replications) {
    expect(rule[0].destination).toMatchObject({
      bucket: expect.stringContaining(`copies-${region}.outputs`),
      storage_class: "STANDARD",
      replication_time: { status: "Enabled", time: { minutes: 15 } },
      metrics: { status: "Enabled" },
    });
  }
  for (const bucket of BUCKETS) {
    expect(transitions(bucket, copies)).toEqual(transitions(bucket));
  }
  expect(development.resource.aws_s3_bucket_replication_configuration).toBeUndefined();
});

test("makes the environment's database with the IOPS included in its storage", () => {
  const instance = only(production, "aws_db_instance");

  expect(instance).toMatchObject({
    identifier: "phoenix-rooivalk-postgres",
    instance_class: database.instanceClass,
    engine_version: database.engineVersion,
    allocated_storage: database.allocatedGibibytes,
    storage_type: "gp3",
    multi_az: database.multiAz,
    backup_retention_period: database.backupRetentionDays,
    deletion_protection: true,
  });
  expect(instance.iops).toBeUndefined();
});

test.each([productionFile, developmentFile])("leaves the password of $name to RDS unless it has replicas", (file) => {
  const instance = only(stacks[`phoenix-rooivalk-${file.name}-data`]!, "aws_db_instance");

  expect(instance.manage_master_user_password).toBe(file.database.replicas.length === 0 ? true : undefined);
});

test("replicates the secrets to the standby's region", () => {
  const regions = resources(production, "aws_secretsmanager_secret").map(({ replica }) =>
    replica.map((one: Json) => one.region).join(),
  );

  expect(new Set(regions)).toEqual(new Set([region]));
});

test("makes a user of the application, whose pooler reads a secret", () => {
  expect(JSON.parse(only(production, "aws_lambda_invocation").input).users).toEqual([
    { name: "migrations", database: "phoenix_rooivalk", access: "own" },
    {
      name: "application",
      database: "phoenix_rooivalk",
      access: "write",
      secretId: expect.stringContaining("users_application"),
    },
  ]);
});

test("shards and replicates the sessions, and adds them to a global datastore with a standby", () => {
  expect(only(production, "aws_elasticache_replication_group")).toMatchObject({
    replication_group_id: "phoenix-sessions",
    node_type: cache.nodeType,
    cluster_mode: "enabled",
    num_node_groups: cache.shards,
    replicas_per_node_group: cache.replicasPerShard,
    snapshot_retention_limit: cache.snapshotRetentionDays,
  });
  expect(only(production, "aws_elasticache_global_replication_group").primary_replication_group_id).toContain(
    "aws_elasticache_replication_group.sessions",
  );
  expect(development.resource.aws_elasticache_global_replication_group).toBeUndefined();
});

test("fails when a standby is asked for in an environment without one", () => {
  synthAll((app) => {
    const environment = phoenixRooivalkSchema.parse(developmentFile);
    const { keys, alerts } = new SecurityStack(app, environment);
    const { vpc, securityGroups } = new NetworkStack(app, environment, { logsKey: keys.logs });
    const data = new DataStack(app, environment, {
      vpc,
      client: securityGroups.eks,
      key: keys.data,
      logsKey: keys.logs,
      alerts,
    });

    expect(() => data.recovery).toThrow(
      "phoenix-rooivalk-development-data: recovery must be set for a standby, with a replica of the database in its region, got none",
    );
  });
});

test("admits the cluster's nodes to the database and the cache, and what makes users to the database", () => {
  for (const json of [production, development]) {
    const rules = resources(json, "aws_vpc_security_group_ingress_rule").filter(({ from_port }) => from_port !== 443);

    const clients = rules.map((rule) => `${rule.from_port} ${rule.referenced_security_group_id}`);

    expect(clients.sort()).toEqual([
      expect.stringMatching(/^5432 \$\{aws_security_group\.users_function/),
      expect.stringMatching(new RegExp(`^${POSTGRES_PORT} .*network\\.outputs\\..*eks`)),
      expect.stringMatching(new RegExp(`^${REDIS_PORT} .*network\\.outputs\\..*eks`)),
    ]);
  }
});

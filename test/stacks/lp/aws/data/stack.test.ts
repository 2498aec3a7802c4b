import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only, statements } from "../../../../support/synth";

const production = stacks["lp-production-data"]!;
const development = stacks["lp-development-data"]!;
const replica = stacks["lp-production-data-us-west-2"]!;

function all(json: Json, type: string): Json[] {
  return Object.values<Json>(json.resource[type] ?? {});
}

test("keeps production in an Aurora cluster that can be restored for 35 days", () => {
  expect(only(production, "aws_rds_cluster")).toMatchObject({
    cluster_identifier: "lp-postgresql-cluster",
    engine: "aurora-postgresql",
    engine_version: "15",
    database_name: "lp_production",
    master_username: "lp_admin",
    backup_retention_period: 35,
    preferred_backup_window: "03:00-04:00",
    preferred_maintenance_window: "sun:04:00-sun:05:00",
    serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 64 },
    final_snapshot_identifier: "lp-postgresql-cluster-final",
  });
});

test("spreads three instances over three zones", () => {
  const instances = all(production, "aws_rds_cluster_instance");

  expect(instances.map(({ identifier }) => identifier)).toEqual(["lp-aurora-1", "lp-aurora-2", "lp-aurora-3"]);
  expect(new Set(instances.map(({ availability_zone }) => availability_zone)).size).toBe(3);
  expect(instances.every(({ instance_class }) => instance_class === "db.r6g.xlarge")).toBe(true);
});

test("tries things on one instance that shrinks when it is idle, and joins no other region", () => {
  expect(only(development, "aws_rds_cluster_instance").instance_class).toBe("db.serverless");
  expect(only(development, "aws_rds_cluster").deletion_protection).toBe(false);
  expect(development.resource.aws_rds_global_cluster).toBeUndefined();
});

test("follows in us-west-2, under a key and in a network of that region", () => {
  expect(replica.provider.aws[0].region).toBe("us-west-2");
  expect(only(replica, "aws_rds_cluster")).toMatchObject({
    cluster_identifier: "lp-postgresql-replica",
    global_cluster_identifier: expect.stringContaining("aws_rds_global_clusterdatabase-global"),
    source_region: "us-east-1",
    kms_key_id: expect.stringContaining("lp-production-security-us-west-2"),
  });
  expect(all(replica, "aws_rds_cluster_instance").map(({ identifier }) => identifier)).toEqual([
    "lp-aurora-replica-1",
    "lp-aurora-replica-2",
  ]);
});

test("tells people through us-west-2 when it falls behind", () => {
  const alarm = only(replica, "aws_cloudwatch_metric_alarm");

  expect(alarm).toMatchObject({ metric_name: "AuroraGlobalDBReplicationLag", threshold: 60_000 });
  expect(alarm.alarm_actions[0]).toContain("lp-production-security-us-west-2");
});

test("rotates the password of the master user and keeps a copy of it where it may be needed", () => {
  const secret = only(production, "aws_secretsmanager_secret");

  expect(secret).toMatchObject({ name: "lp/database-credentials", replica: [{ region: "us-west-2" }] });
  expect(only(production, "aws_secretsmanager_secret_rotation").rotation_rules.automatically_after_days).toBe(30);
  expect(only(development, "aws_secretsmanager_secret")).toMatchObject({ replica: [], recovery_window_in_days: 0 });
});

test("changes the password for the first time once the cluster is a global one", () => {
  const [global] = Object.keys(production.resource.aws_rds_global_cluster);

  expect(only(production, "aws_secretsmanager_secret_rotation").depends_on).toContain(
    `aws_rds_global_cluster.${global}`,
  );
});

test("keeps five replicas of the cache, which drops what was used least", () => {
  expect(only(production, "aws_elasticache_replication_group")).toMatchObject({
    replication_group_id: "lp-redis-cluster",
    description: "Redis cluster for LP production",
    node_type: "cache.r6g.xlarge",
    num_cache_clusters: 6,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    snapshot_retention_limit: 7,
    snapshot_window: "03:00-05:00",
    maintenance_window: "sun:05:00-sun:07:00",
  });
  expect(only(production, "aws_elasticache_parameter_group")).toMatchObject({
    name: "lp-redis-params",
    family: "redis7",
    parameter: expect.arrayContaining([{ name: "maxmemory-policy", value: "allkeys-lru" }]),
  });
});

test("lets clients of the cache in by IAM alone", () => {
  const modes = all(production, "aws_elasticache_user").map(
    (user) => `${user.user_name} ${user.authentication_mode.type}`,
  );

  expect(only(production, "aws_elasticache_replication_group").auth_token).toBeUndefined();
  expect(modes).toEqual(["default no-password-required", "lp-redis-cluster-app iam"]);
});

test("lets the CDN, and distributions of no other account, decrypt and read the assets", () => {
  const ofCdn = (policy: string) =>
    statements(policy).filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");
  const ofAccount = { ArnLike: { "AWS:SourceArn": "arn:aws:cloudfront::333333333333:distribution/*" } };

  expect(ofCdn(production.resource.aws_kms_key["assets-key"].policy)).toMatchObject([
    { Action: "kms:Decrypt", Condition: ofAccount },
  ]);
  expect(all(production, "aws_s3_bucket_policy").flatMap(({ policy }) => ofCdn(policy))).toMatchObject([
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::lp-system-assets/*", Condition: ofAccount },
  ]);
});

test("archives only what was put below archive/, so that the CDN can serve the rest", () => {
  const classes = all(production, "aws_s3_bucket_lifecycle_configuration")
    .flatMap(({ rule }) => rule as Json[])
    .filter(({ transition }) => transition)
    .map(({ filter, transition }) => [filter[0].prefix, ...transition.map((one: Json) => one.storage_class)]);

  expect(classes).toEqual([
    ["", "STANDARD_IA"],
    ["archive/", "GLACIER", "DEEP_ARCHIVE"],
  ]);
});

test("admits nobody to database and cache before the cluster comes", () => {
  expect(production.resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
});

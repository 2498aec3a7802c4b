import type { Json } from "@modules/checks/json";
import { only, resources, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../../environments/lp/development";
import { production as productionFile } from "../../../../../environments/lp/production";
import { stacks } from "../../../../support/stacks";

const { account, database, cache, security } = productionFile;
const production = stacks["lp-production-data"]!;
const development = stacks["lp-development-data"]!;

test("makes an Aurora cluster with the environment's settings", () => {
  const { min, max } = database.serverlessCapacity;

  expect(only(production, "aws_rds_cluster")).toMatchObject({
    cluster_identifier: "lp-postgresql-cluster",
    engine: "aurora-postgresql",
    engine_version: database.engineVersion,
    database_name: database.name,
    master_username: "lp_admin",
    backup_retention_period: database.backupRetentionDays,
    preferred_backup_window: "03:00-04:00",
    preferred_maintenance_window: "sun:04:00-sun:05:00",
    serverlessv2_scaling_configuration: { min_capacity: min, max_capacity: max },
    final_snapshot_identifier: "lp-postgresql-cluster-final",
  });
});

test("puts each instance into its availability zone", () => {
  expect(
    resources(production, "aws_rds_cluster_instance").map(({ identifier, availability_zone, instance_class }) => [
      identifier,
      availability_zone,
      instance_class,
    ]),
  ).toEqual(Object.entries(database.instances).map(([name, zone]) => [name, zone, database.instanceClass]));
});

test("makes no global database without a replica", () => {
  expect(developmentFile.database.replica).toBeUndefined();
  expect(only(development, "aws_rds_cluster").deletion_protection).toBe(developmentFile.deletionProtection);
  expect(only(development, "aws_rds_cluster_instance").instance_class).toBe(developmentFile.database.instanceClass);
  expect(development.resource.aws_rds_global_cluster).toBeUndefined();
});

test("rotates the master password and replicates it to the replica's region", () => {
  const [secret] = resources(production, "aws_secretsmanager_secret");
  const [rotation] = resources(production, "aws_secretsmanager_secret_rotation");

  expect(secret).toMatchObject({
    name: "lp/database-credentials",
    replica: [{ region: database.replica!.region }],
  });
  expect(rotation!.rotation_rules.automatically_after_days).toBe(security.passwordRotationDays);
});

test("deletes secrets immediately without deletion protection", () => {
  for (const secret of resources(development, "aws_secretsmanager_secret")) {
    expect(secret).toMatchObject({ replica: [], recovery_window_in_days: 0 });
  }
});

test("rotates the password for the first time after the global database exists", () => {
  const [global] = Object.keys(production.resource.aws_rds_global_cluster);

  const [rotation] = resources(production, "aws_secretsmanager_secret_rotation");

  expect(rotation!.depends_on).toContain(`aws_rds_global_cluster.${global}`);
});

test("replicates the cache and evicts the least recently used keys", () => {
  expect(only(production, "aws_elasticache_replication_group")).toMatchObject({
    replication_group_id: "lp-redis-cluster",
    description: "Redis cluster for LP production",
    node_type: cache.nodeType,
    num_cache_clusters: cache.nodes,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    snapshot_retention_limit: cache.snapshotRetentionDays,
    snapshot_window: "03:00-05:00",
    maintenance_window: "sun:05:00-sun:07:00",
  });
  expect(only(production, "aws_elasticache_parameter_group")).toMatchObject({
    name: "lp-redis-params",
    family: "redis7",
    parameter: expect.arrayContaining([{ name: "maxmemory-policy", value: "allkeys-lru" }]),
  });
});

test("authenticates clients of the cache by IAM alone", () => {
  const modes = resources(production, "aws_elasticache_user").map(
    (user) => `${user.user_name} ${user.no_password_required ? "off" : user.authentication_mode.type}`,
  );

  expect(only(production, "aws_elasticache_replication_group").auth_token).toBeUndefined();
  expect(modes).toEqual(["default off", "lp-redis-cluster-app iam"]);
});

test("lets CloudFront decrypt and read the assets, for distributions of its own account", () => {
  const ofCloudFront = (policy: string) =>
    statements(policy).filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");
  const ofAccount = { ArnLike: { "AWS:SourceArn": `arn:aws:cloudfront::${account.id}:distribution/*` } };

  expect(ofCloudFront(production.resource.aws_kms_key["assets-key"].policy)).toMatchObject([
    { Action: "kms:Decrypt", Condition: ofAccount },
  ]);
  expect(resources(production, "aws_s3_bucket_policy").flatMap(({ policy }) => ofCloudFront(policy))).toMatchObject([
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::lp-system-assets/*", Condition: ofAccount },
  ]);
});

test("moves only objects below archive/ to Glacier, from which CloudFront cannot serve", () => {
  const classes = resources(production, "aws_s3_bucket_lifecycle_configuration")
    .filter(({ bucket }) => !bucket.includes("access-logs"))
    .flatMap(({ rule }) => rule as Json[])
    .filter(({ transition }) => transition)
    .map(({ filter, transition }) => [filter[0].prefix, ...transition.map((one: Json) => one.storage_class)]);

  expect(classes).toEqual([
    ["", "STANDARD_IA"],
    ["archive/", "GLACIER", "DEEP_ARCHIVE"],
  ]);
});

test("leaves ingress to the database and the cache to the stack of their clients, except for Cloud SQL", () => {
  expect(resources(production, "aws_vpc_security_group_ingress_rule")).toEqual([
    expect.objectContaining({ cidr_ipv4: productionFile.google!.network.servicesCidr, from_port: 5432 }),
    expect.objectContaining({ referenced_security_group_id: expect.stringContaining("users_function") }),
  ]);
});

test("makes a user for each service, and a database of its own for Grafana", () => {
  const { users } = JSON.parse(only(production, "aws_lambda_invocation").input);

  expect(users).toEqual([
    { name: "migrations", database: database.name, access: "own" },
    { name: "api", database: database.name, access: "write" },
    { name: "grafana", database: "grafana", access: "own", secretId: expect.stringContaining("users_grafana") },
  ]);
});

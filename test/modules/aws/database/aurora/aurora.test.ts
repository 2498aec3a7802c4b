import { Aurora, type AuroraProps } from "@modules/aws/database/aurora/aurora";
import { AuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import type { IManagedPasswordDatabase, IRotatedPasswordDatabase } from "@modules/aws/database/master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, expectTypeOf, test } from "vitest";
import { type Fixture, grantedTo, synthWith } from "../fixture";

const INSTANCES = {
  one: { identifier: "shop-aurora-1", availabilityZone: "us-east-1a" },
  two: { identifier: "shop-aurora-2", availabilityZone: "us-east-1b" },
};

function aurora(props: Partial<AuroraProps> = {}, use: (database: Aurora, fixture: Fixture) => void = () => {}): Json {
  return synthWith((fixture) => {
    const { stack, vpc, key, logsKey } = fixture;
    const database = new Aurora(stack, "database", {
      identifier: "shop-postgresql-cluster",
      engineVersion: "15",
      instanceClass: "db.r6g.xlarge",
      instances: INSTANCES,
      databaseName: "shop",
      username: "shop_admin",
      vpc,
      key,
      logsKey,
      logRetentionDays: 30,
      ...props,
    });
    use(database, fixture);
  });
}

const cluster = (props?: Partial<AuroraProps>) => only(aurora(props), "aws_rds_cluster");

test("is private, encrypted and accepts TLS only", () => {
  const json = aurora();

  expect(only(json, "aws_rds_cluster")).toMatchObject({
    engine: "aurora-postgresql",
    engine_version: "15",
    storage_encrypted: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    iam_database_authentication_enabled: true,
    db_subnet_group_name: expect.stringContaining("aws_db_subnet_group."),
    apply_immediately: false,
  });
  expect(only(json, "aws_rds_cluster_parameter_group")).toMatchObject({
    family: "aurora-postgresql15",
    parameter: expect.arrayContaining([
      { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
      { name: "rds.restrict_password_commands", value: "1", apply_method: "pending-reboot" },
    ]),
  });
  expect(only(json, "aws_db_parameter_group").family).toBe("aurora-postgresql15");
});

test("places instances in the availability zones given, by names that never change", () => {
  const json = aurora();
  const instances = json.resource.aws_rds_cluster_instance;

  expect(Object.values<Json>(instances)).toMatchObject([
    { identifier: "shop-aurora-1", availability_zone: "us-east-1a", instance_class: "db.r6g.xlarge" },
    { identifier: "shop-aurora-2", availability_zone: "us-east-1b", publicly_accessible: false },
  ]);
  for (const instance of Object.values<Json>(instances)) {
    expect(instance).toMatchObject({
      cluster_identifier: "${aws_rds_cluster.database.id}",
      performance_insights_kms_key_id: "${aws_kms_key.key.arn}",
      monitoring_interval: 60,
    });
    expect(instance.engine_version).toBeUndefined();
  }
  const role = Object.values<Json>(json.resource.aws_iam_role).find(({ name }) => name.endsWith("-monitoring"));
  expect(role.assume_role_policy).toContain("db:shop-aurora-1");
  expect(role.assume_role_policy).toContain("db:shop-aurora-2");
});

test("scales serverless instances within their capacity", () => {
  expect(cluster({ serverlessCapacity: { min: 0.5, max: 64 } }).serverlessv2_scaling_configuration).toEqual({
    min_capacity: 0.5,
    max_capacity: 64,
  });
  expect(cluster().serverlessv2_scaling_configuration).toBeUndefined();
});

test("keeps backups and a final snapshot of one stable name after its deletion", () => {
  expect(cluster({ backupRetentionDays: 35 })).toMatchObject({
    backup_retention_period: 35,
    preferred_backup_window: "03:00-04:00",
    preferred_maintenance_window: "sun:04:00-sun:05:00",
    copy_tags_to_snapshot: true,
    delete_automated_backups: false,
    skip_final_snapshot: false,
    final_snapshot_identifier: "shop-postgresql-cluster-final",
    deletion_protection: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(cluster({ deletionProtection: false })).toMatchObject({
    skip_final_snapshot: true,
    deletion_protection: false,
    lifecycle: { prevent_destroy: false },
  });
});

test("creates its log group before the cluster", () => {
  const json = aurora();
  const [[id, group]] = Object.entries<Json>(json.resource.aws_cloudwatch_log_group) as [[string, Json]];

  expect(group.name).toBe("/aws/rds/cluster/shop-postgresql-cluster/postgresql");
  expect(only(json, "aws_rds_cluster")).toMatchObject({
    enabled_cloudwatch_logs_exports: ["postgresql"],
    depends_on: expect.arrayContaining([`aws_cloudwatch_log_group.${id}`]),
  });
});

test("accepts an allowed client on its port, and a role as one database user", () => {
  const json = aurora({}, (database, { role }) => {
    database.connections.allowFrom(database);
    database.grantConnect(role, "reporting");
  });

  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 5432, to_port: 5432 });
  expect(grantedTo(json)).toMatchObject([
    { Resource: expect.stringContaining("dbuser:${aws_rds_cluster.database.cluster_resource_id}/reporting") },
  ]);
});

test("starts with a random password that no state records, until a rotation sets the first one", () => {
  const json = aurora({}, (database, { stack, logsKey }) => {
    new MasterPasswordRotation(stack, "credentials", {
      database,
      secretName: "shop/database",
      functionName: "rotate-master-password",
      logsKey,
      logRetentionDays: 30,
    });
  });
  const rotation = only(json, "aws_secretsmanager_secret_rotation");
  const policies = Object.values<Json>(json.resource.aws_iam_role_policy).map(({ policy }) => policy);
  const rotate = JSON.parse(policies.find((policy) => policy.includes("rds:ModifyDBCluster"))).Statement;

  expect(only(json, "aws_rds_cluster")).toMatchObject({
    master_password_wo: "${uuid()}",
    master_password_wo_version: 1,
  });
  expect(only(json, "aws_lambda_function").environment.variables).toMatchObject({
    CLUSTER: "${aws_rds_cluster.database.cluster_identifier}",
  });
  expect(rotate).toContainEqual({
    Effect: "Allow",
    Action: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"],
    Resource: "${aws_rds_cluster.database.arn}",
  });
  expect(rotation.depends_on.join()).toContain("aws_rds_cluster_instance.database_one");
});

test("joins a global cluster after its instances exist, and stays in it", () => {
  const json = aurora({}, (source, { stack }) => {
    new AuroraGlobal(stack, "global", { identifier: "shop-global", source });
  });
  const global = only(json, "aws_rds_global_cluster");

  expect(global).toMatchObject({
    global_cluster_identifier: "shop-global",
    source_db_cluster_identifier: "${aws_rds_cluster.database.arn}",
    deletion_protection: true,
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  for (const instance of Object.keys(json.resource.aws_rds_cluster_instance)) {
    expect(global.depends_on).toContain(`aws_rds_cluster_instance.${instance}`);
  }
  expect(only(json, "aws_rds_cluster").lifecycle.ignore_changes).toEqual([
    "global_cluster_identifier",
    "replication_source_identifier",
  ]);
});

test("removes the last member of a global cluster only without deletion protection", () => {
  const json = aurora({ deletionProtection: false }, (source, { stack }) => {
    new AuroraGlobal(stack, "global", { identifier: "shop-global", source, deletionProtection: false });
  });

  expect(only(json, "aws_rds_global_cluster")).toMatchObject({ force_destroy: true, deletion_protection: false });
});

test("lets overrides replace its own arguments", () => {
  const json = cluster({ overrides: { storageType: "aurora-iopt1", copyTagsToSnapshot: false } });

  expect(json).toMatchObject({ storage_type: "aurora-iopt1", copy_tags_to_snapshot: false });
});

const one = (availabilityZone: string) => ({
  one: { identifier: "shop-aurora-1", availabilityZone: "us-east-1a" },
  two: { identifier: "shop-aurora-2", availabilityZone },
});

test.each<[Partial<AuroraProps>, string]>([
  [{ identifier: "shop--aurora" }, "identifier must be 1 to 63 lower-case letters"],
  [{ engineVersion: "15.x" }, "engineVersion must be a major version such as 15"],
  [{ instances: {} }, "instances must be a list of 1 to 16 entries, got none"],
  [{ instances: one("us-east-1a") }, "instances must be in at least two availability zones"],
  [
    { instances: { one: { identifier: "1", availabilityZone: "us-east-1a" } } },
    "identifier must be 1 to 63 lower-case letters",
  ],
  [{ instanceClass: "db.serverless" }, "serverlessCapacity must be given for instances of class db.serverless"],
  [{ serverlessCapacity: { min: 0.7, max: 64 } }, "serverlessCapacity must be a range from 0.5 to 256 in steps of 0.5"],
  [{ serverlessCapacity: { min: 4, max: 2 } }, "got 4 to 2"],
  [{ backupRetentionDays: 36 }, "backupRetentionDays must be a whole number, 1 to 35, got 36"],
  [{ username: "admin" }, "username must be a letter"],
])("fails on %o", (props, message) => {
  expect(() => aurora(props)).toThrow(message);
});

// `tsc` checks that the master password is not one that RDS manages.
expectTypeOf<Aurora>().toExtend<IRotatedPasswordDatabase>();
expectTypeOf<Aurora>().not.toExtend<IManagedPasswordDatabase>();

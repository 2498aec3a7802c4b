import type { PostgresProps } from "@modules/aws/database/postgres/props";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { grantedTo } from "../fixture";
import { postgres } from "./fixture";

test("is private, encrypted, in two availability zones and accepts TLS only", () => {
  const json = postgres();

  expect(only(json, "aws_db_instance")).toMatchObject({
    engine: "postgres",
    engine_version: "15",
    multi_az: true,
    publicly_accessible: false,
    storage_encrypted: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    iam_database_authentication_enabled: true,
    auto_minor_version_upgrade: true,
    apply_immediately: false,
  });
  expect(only(json, "aws_db_parameter_group").parameter).toContainEqual({
    name: "rds.force_ssl",
    value: "1",
    apply_method: "pending-reboot",
  });
});

test("lets only the master user set passwords, because statements that change roles are logged", () => {
  const { parameter } = only(postgres(), "aws_db_parameter_group");

  expect(parameter).toEqual(
    expect.arrayContaining([
      { name: "log_statement", value: "ddl", apply_method: "immediate" },
      { name: "rds.restrict_password_commands", value: "1", apply_method: "pending-reboot" },
    ]),
  );
});

test("leaves the IOPS of gp3 storage at their default", () => {
  const instance = only(postgres(), "aws_db_instance");

  expect(instance.storage_type).toBe("gp3");
  expect(instance.iops).toBeUndefined();
});

test("keeps backups and a final snapshot of one stable name after its deletion", () => {
  expect(only(postgres(), "aws_db_instance")).toMatchObject({
    backup_retention_period: 30,
    backup_window: "03:00-04:00",
    maintenance_window: "sun:04:00-sun:05:00",
    copy_tags_to_snapshot: true,
    delete_automated_backups: false,
    skip_final_snapshot: false,
    final_snapshot_identifier: "shop-postgres-final",
    deletion_protection: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("leaves no final snapshot without deletion protection, so that the name is free again", () => {
  const instance = only(postgres({ deletionProtection: false }), "aws_db_instance");

  expect(instance).toMatchObject({ skip_final_snapshot: true, deletion_protection: false });
  expect(instance.final_snapshot_identifier).toBeUndefined();
});

test("applies static parameters at a restart and the others immediately", () => {
  const json = postgres({ parameters: { max_connections: "1000", work_mem: "65536" } });

  expect(only(json, "aws_db_parameter_group")).toMatchObject({
    family: "postgres15",
    parameter: expect.arrayContaining([
      { name: "max_connections", value: "1000", apply_method: "pending-reboot" },
      { name: "work_mem", value: "65536", apply_method: "immediate" },
    ]),
  });
});

test("creates its log groups before the instance", () => {
  const json = postgres();
  const groups = Object.entries<Json>(json.resource.aws_cloudwatch_log_group);

  expect(groups.map(([, { name }]) => name).sort()).toEqual([
    "/aws/rds/instance/shop-postgres/postgresql",
    "/aws/rds/instance/shop-postgres/upgrade",
  ]);
  expect(only(json, "aws_db_instance").depends_on).toEqual(
    expect.arrayContaining(groups.map(([id]) => `aws_cloudwatch_log_group.${id}`)),
  );
});

test("monitors host and queries by default", () => {
  expect(only(postgres(), "aws_db_instance")).toMatchObject({
    monitoring_interval: 60,
    monitoring_role_arn: expect.stringContaining("aws_iam_role."),
    performance_insights_enabled: true,
    performance_insights_kms_key_id: "${aws_kms_key.key.arn}",
  });
});

test("has neither a monitoring role nor Performance Insights when both are off", () => {
  const instance = only(postgres({ monitoringIntervalSeconds: 0, performanceInsights: false }), "aws_db_instance");

  expect(instance).not.toHaveProperty("monitoring_role_arn");
  expect(instance).not.toHaveProperty("performance_insights_kms_key_id");
});

test("has no ingress rule until a connection is allowed, and then one for its port", () => {
  const json = postgres({}, (database) => database.connections.allowFrom(database));

  expect(postgres().resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
    from_port: 5432,
    to_port: 5432,
    ip_protocol: "tcp",
  });
});

test("grants a login as one database user", () => {
  const json = postgres({}, (database, { role }) => database.grantConnect(role, "reporting"));

  expect(grantedTo(json)).toEqual([
    {
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: "arn:aws:rds-db:us-east-1:111122223333:dbuser:${aws_db_instance.database.resource_id}/reporting",
    },
  ]);
});

test("starts with a random master password that no state records", () => {
  const instance = only(postgres(), "aws_db_instance");

  expect(instance).toMatchObject({ password_wo: "${uuid()}", password_wo_version: 1 });
  expect(instance.manage_master_user_password).toBeUndefined();
});

test("lets overrides replace its own arguments", () => {
  const instance = only(postgres({ overrides: { storageType: "io2", iops: 20000 } }), "aws_db_instance");

  expect(instance).toMatchObject({ storage_type: "io2", iops: 20000, engine: "postgres" });
});

test.each<[Partial<PostgresProps>, string]>([
  [{ identifier: "shop--postgres" }, "identifier must be 1 to 63 lower-case letters, digits and single hyphens"],
  [{ identifier: "a".repeat(64) }, "identifier must be 1 to 63 lower-case letters, digits and single hyphens"],
  [{ allocatedGibibytes: 10 }, "allocatedGibibytes must be a whole number, 20 to 65536, got 10"],
  [
    { maxAllocatedGibibytes: 400 },
    "maxAllocatedGibibytes must be at least 440, a tenth above allocatedGibibytes, got 400",
  ],
  [{ databaseName: "my-shop" }, "databaseName must be 1 to 63 letters, digits and underscores"],
  [
    { username: "admin" },
    "username must be a letter, then letters, digits and underscores, and not reserved, got admin",
  ],
  [{ backupRetentionDays: 0 }, "backupRetentionDays must be a whole number, 1 to 35, got 0"],
])("fails on %o", (props, message) => {
  expect(() => postgres(props)).toThrow(message);
});

import { setAccount } from "@modules/aws/account";
import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres, type PostgresProps } from "@modules/aws/database/postgres/postgres";
import { PostgresReplica } from "@modules/aws/database/postgres/postgres-replica";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { type Json, only } from "../../../../support/synth";
import { grantedTo, type Surroundings, surrounded } from "../fixture";

function postgres(
  props: Partial<PostgresProps> = {},
  use: (database: Postgres, surroundings: Surroundings) => void = () => {},
): Json {
  return surrounded((surroundings) => {
    const { stack, vpc, key, logsKey } = surroundings;
    const database = new Postgres(stack, "database", {
      identifier: "shop-postgres",
      engineVersion: "15",
      instanceClass: "db.r5.large",
      allocatedGibibytes: 400,
      databaseName: "shop",
      masterPassword: "managed",
      vpc,
      key,
      logsKey,
      logRetentionDays: 30,
      ...props,
    });
    use(database, surroundings);
  });
}

test("is private, encrypted, in two zones and only reached over TLS", () => {
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
    apply_method: "immediate",
  });
});

test("leaves the IOPS to its gp3 storage", () => {
  const instance = only(postgres(), "aws_db_instance");

  expect(instance.storage_type).toBe("gp3");
  expect(instance.iops).toBeUndefined();
});

test("keeps backups and a final snapshot of one stable name beyond its end", () => {
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

test("can be made and destroyed again and again when it is not protected", () => {
  const instance = only(postgres({ deletionProtection: false }), "aws_db_instance");

  expect(instance).toMatchObject({ skip_final_snapshot: true, deletion_protection: false });
  expect(instance.final_snapshot_identifier).toBeUndefined();
});

test("lets static parameters wait for a restart", () => {
  const json = postgres({ parameters: { max_connections: "1000", work_mem: "65536" } });

  expect(only(json, "aws_db_parameter_group")).toMatchObject({
    family: "postgres15",
    parameter: expect.arrayContaining([
      { name: "max_connections", value: "1000", apply_method: "pending-reboot" },
      { name: "work_mem", value: "65536", apply_method: "immediate" },
    ]),
  });
});

test("writes to log groups that are there before it", () => {
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

test("watches host and queries, or neither", () => {
  const off = postgres({ monitoringIntervalSeconds: 0, performanceInsights: false });

  expect(only(postgres(), "aws_db_instance")).toMatchObject({
    monitoring_interval: 60,
    monitoring_role_arn: expect.stringContaining("aws_iam_role."),
    performance_insights_enabled: true,
    performance_insights_kms_key_id: "${aws_kms_key.key.arn}",
  });
  expect(only(off, "aws_db_instance")).not.toHaveProperty("monitoring_role_arn");
  expect(only(off, "aws_db_instance")).not.toHaveProperty("performance_insights_kms_key_id");
});

test("admits nobody before it is allowed, and then on its port alone", () => {
  expect(postgres().resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  expect(
    only(
      postgres({}, (database) => database.connections.allowFrom(database)),
      "aws_vpc_security_group_ingress_rule",
    ),
  ).toMatchObject({ from_port: 5432, to_port: 5432, ip_protocol: "tcp" });
});

test("grants connecting as one database user", () => {
  const json = postgres({}, (database, { role }) => database.grantConnect(role, "reporting"));

  expect(grantedTo(json)).toEqual([
    {
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: "arn:aws:rds-db:us-east-1:111122223333:dbuser:${aws_db_instance.database.resource_id}/reporting",
    },
  ]);
});

test("leaves a managed password to RDS and rotates it every thirty days", () => {
  const json = postgres({}, (database, { stack, role }) =>
    new ManagedMasterPassword(stack, "password", { database }).grantRead(role),
  );
  const secretArn = "${aws_db_instance.database.master_user_secret[0].secret_arn}";

  expect(only(json, "aws_db_instance")).toMatchObject({
    manage_master_user_password: true,
    master_user_secret_kms_key_id: "${aws_kms_key.key.arn}",
  });
  expect(only(json, "aws_secretsmanager_secret_rotation")).toMatchObject({
    secret_id: secretArn,
    rotation_rules: { automatically_after_days: 30 },
    rotate_immediately: false,
  });
  expect(grantedTo(json).map(({ Resource }) => Resource)).toEqual([secretArn, "${aws_kms_key.key.arn}"]);
});

function rotated(): Json {
  return postgres({ masterPassword: "rotated" }, (database, { stack, vpc, logsKey, role }) =>
    new MasterPasswordRotation(stack, "credentials", {
      database,
      secretName: "shop/database-credentials",
      functionName: "rotate-master-password",
      vpc,
      logsKey,
      logRetentionDays: 30,
    }).grantRead(role),
  );
}

test("begins with a password that nothing records and nobody knows", () => {
  const instance = only(rotated(), "aws_db_instance");

  expect(instance).toMatchObject({ password_wo: "${uuid()}", password_wo_version: 1 });
  expect(instance.manage_master_user_password).toBeUndefined();
  expect(rotated().resource.aws_secretsmanager_secret_version).toBeUndefined();
});

test("sets the first password once the instance and all the function needs are there", () => {
  const json = rotated();
  const rotation = only(json, "aws_secretsmanager_secret_rotation");
  const { function_name } = only(json, "aws_lambda_permission");

  expect(rotation).toMatchObject({ rotate_immediately: true, rotation_rules: { automatically_after_days: 30 } });
  expect(rotation.depends_on).toContain("aws_db_instance.database");
  expect(rotation.depends_on.some((address: string) => address.startsWith("aws_lambda_permission."))).toBe(true);
  expect(rotation.depends_on.some((address: string) => address.includes("rotate-master-password"))).toBe(true);
  expect(function_name).toContain("aws_lambda_function.");
});

test("lets the function change this instance and this secret only", () => {
  const json = rotated();
  const policy = Object.values<Json>(json.resource.aws_iam_role_policy).find(
    ({ name }) => name === "rotate-master-password",
  );
  const statements: Json[] = JSON.parse(policy.policy).Statement;
  const resourceOf = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action))?.Resource;

  expect(resourceOf("rds:ModifyDBInstance")).toBe("${aws_db_instance.database.arn}");
  expect(resourceOf("secretsmanager:PutSecretValue")).toContain("${aws_secretsmanager_secret.");
  expect(statements.filter(({ Resource }) => Resource === "*").map(({ Action }) => Action)).toEqual([
    "secretsmanager:GetRandomPassword",
  ]);
});

/** JSON of a replica in a region; the source is in us-east-1. */
function replicated(region: string): Json {
  const json = postgres({ masterPassword: "rotated" }, (source, { stack, vpc, logsKey }) => {
    const place = new Construct(stack, "place");
    setAccount(place, { id: "111122223333", region });
    new PostgresReplica(place, "replica", {
      identifier: "shop-postgres-replica",
      source,
      engineVersion: "15",
      instanceClass: "db.r5.large",
      vpc,
      key: logsKey,
      logsKey,
      logRetentionDays: 30,
    });
  });
  return Object.values<Json>(json.resource.aws_db_instance).find((one) => one.replicate_source_db)!;
}

test("replicates with settings and backups of its own", () => {
  const replica = replicated("us-east-1");

  expect(replica).toMatchObject({
    replicate_source_db: "${aws_db_instance.database.arn}",
    db_subnet_group_name: expect.stringContaining("aws_db_subnet_group.place_replica"),
    parameter_group_name: expect.stringContaining("aws_db_parameter_group.place_replica"),
    backup_retention_period: 7,
    skip_final_snapshot: true,
    deletion_protection: true,
  });
  for (const inherited of ["engine", "engine_version", "username", "password_wo", "allocated_storage", "db_name"]) {
    expect(replica).not.toHaveProperty(inherited);
  }
});

test("names a key of a replica in another region only, since RDS takes the source's in its own", () => {
  expect(replicated("us-west-2").kms_key_id).toBe("${aws_kms_key.logs-key.arn}");
  expect(replicated("us-east-1")).not.toHaveProperty("kms_key_id");
});

test.each<[Partial<PostgresProps>, string]>([
  [{ identifier: "shop--postgres" }, "identifier must be 1 to 63 lower-case letters, digits and single hyphens"],
  [{ allocatedGibibytes: 10 }, "allocatedGibibytes must be 20 to 65536, got 10"],
  [{ maxAllocatedGibibytes: 400 }, "maxAllocatedGibibytes must be at least 440, a tenth above the allocated, got 400"],
  [{ databaseName: "my-shop" }, "databaseName must be 1 to 63 letters, digits and underscores"],
  [
    { username: "admin" },
    "username must be a letter, then letters, digits and underscores, and not reserved, got admin",
  ],
  [{ backupRetentionDays: 0 }, "backupRetentionDays must be 1 to 35, got 0"],
])("fails on %o", (props, message) => {
  expect(() => postgres(props)).toThrow(message);
});

test("fails when RDS manages a password that is to be rotated, or the other way round", () => {
  expect(() =>
    postgres({ masterPassword: "rotated" }, (database, { stack }) => {
      new ManagedMasterPassword(stack, "password", { database });
    }),
  ).toThrow("database must have a managed masterPassword, got a rotated one");
  expect(() =>
    postgres({}, (database, { stack, vpc, logsKey }) => {
      new MasterPasswordRotation(stack, "credentials", {
        database,
        secretName: "shop/database-credentials",
        functionName: "rotate",
        vpc,
        logsKey,
        logRetentionDays: 30,
      });
    }),
  ).toThrow("database must have a rotated masterPassword, got a managed one");
});

test("fails on a rotation that Secrets Manager would find too rare", () => {
  expect(() =>
    postgres({}, (database, { stack }) => {
      new ManagedMasterPassword(stack, "password", { database, rotationDays: 91 });
    }),
  ).toThrow("rotationDays must be 1 to 90, got 91");
});

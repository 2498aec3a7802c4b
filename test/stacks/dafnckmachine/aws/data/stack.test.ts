import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../../environments/dafnckmachine/development";
import { production } from "../../../../../environments/dafnckmachine/production";
import type { DataStack } from "../../../../../stacks/dafnckmachine/aws/data/stack";
import { prepared, stacks } from "../../../../support/stacks";

const productionData = stacks["dafnckmachine-production-data"]!;
const developmentData = stacks["dafnckmachine-development-data"]!;

test("creates the database that the environment describes", () => {
  const { database } = production;

  expect(only(productionData, "aws_db_instance")).toMatchObject({
    instance_class: database.instanceClass,
    allocated_storage: database.allocatedGibibytes,
    multi_az: database.multiAz,
    backup_retention_period: database.backupRetentionDays,
  });
});

test("opens the database and the caches to the API tier and workers, and the shared files to the API tier", () => {
  const rules = Object.values<Json>(productionData.resource.aws_vpc_security_group_ingress_rule);
  const ports = (group: string) =>
    rules
      .filter((rule) => rule.referenced_security_group_id?.endsWith(`aws_security_group${group}id}`))
      .map(({ from_port }) => from_port)
      .sort();

  expect(ports("api")).toEqual([2049, POSTGRES_PORT, REDIS_PORT]);
  expect(ports("worker")).toEqual([POSTGRES_PORT, REDIS_PORT]);
  expect(
    rules.filter(({ referenced_security_group_id: from }) => from && !from.includes("network.outputs")),
  ).toMatchObject([
    { from_port: POSTGRES_PORT, referenced_security_group_id: expect.stringContaining("users_function") },
  ]);
});

test("opens the database to Cloud SQL where the environment has Google Cloud", () => {
  const { servicesCidr } = production.google!.network;
  const rules = Object.values<Json>(productionData.resource.aws_vpc_security_group_ingress_rule);

  expect(rules.filter(({ cidr_ipv4 }) => cidr_ipv4)).toMatchObject([
    { cidr_ipv4: servicesCidr, from_port: POSTGRES_PORT, to_port: POSTGRES_PORT },
  ]);
});

test("lets the database open no connection", () => {
  const groups = Object.entries<Json>(productionData.resource.aws_security_group);
  const [id] = groups.find(([, { name }]) => name === "dafnckmachine-db-sg")!;
  const rules = Object.values<Json>(productionData.resource.aws_vpc_security_group_egress_rule);

  expect(rules.filter(({ security_group_id }) => security_group_id.includes(id))).toEqual([]);
});

test("rotates the password with a function where there are replicas, and with RDS where there are none", () => {
  const secrets = Object.values<Json>(productionData.resource.aws_secretsmanager_secret).map(({ name }) => name);

  expect(only(productionData, "aws_db_instance").manage_master_user_password).toBeUndefined();
  expect(secrets).toContain("dafnckmachine/database-credentials");
  expect(development.database.replicas).toEqual([]);
  expect(only(developmentData, "aws_db_instance").manage_master_user_password).toBe(true);
  expect(only(developmentData, "aws_lambda_function").function_name).toContain("manage-logins");
});

test.each([
  [production, productionData],
  [development, developmentData],
])("rotates the password of $name in the environment's interval", ({ security }, json) => {
  const rules = Object.values<Json>(json.resource.aws_secretsmanager_secret_rotation).map((one) => one.rotation_rules);

  expect(rules).toContainEqual({ automatically_after_days: security.passwordRotationDays });
});

test("replicates secrets to the standby's region", () => {
  const { region } = production.recovery!;

  for (const { replica } of Object.values<Json>(productionData.resource.aws_secretsmanager_secret)) {
    expect(replica).toEqual([{ region, kms_key_id: expect.stringContaining(`production-security-${region}.outputs`) }]);
  }
});

test("fails when replicas of the secrets are asked for without a standby", () => {
  const { stack } = prepared.find(({ id }) => id === "dafnckmachine-development-data")!;

  expect(() => (stack as DataStack).recoverySecrets).toThrow(
    "dafnckmachine-development-data: recovery must be set in the environment to replicate secrets, got none",
  );
});

test("lets development be destroyed and created again under the same names", () => {
  const kept = Object.values<Json>(developmentData.resource)
    .flatMap((resources) => Object.values<Json>(resources))
    .filter(({ lifecycle }) => lifecycle?.prevent_destroy);

  expect(kept).toEqual([]);
  for (const secret of Object.values<Json>(developmentData.resource.aws_secretsmanager_secret)) {
    expect(secret.recovery_window_in_days).toBe(0);
  }
});

test("makes a user for each service, of which the API alone has a secret", () => {
  const { users } = JSON.parse(only(productionData, "aws_lambda_invocation").input);

  expect(users.map(({ name, access, secretId }: Json) => `${name} ${access} ${secretId ? "secret" : "token"}`)).toEqual(
    [
      "migrations own token",
      "agent_orchestration write token",
      "user_management write token",
      "batch write token",
      "api_tier write token",
      "worker write token",
      "api write secret",
      "dafnck_machine_api write token",
    ],
  );
});

test("puts the environment's suffix into every name, so that environments can share an account", () => {
  const names = ["aws_s3_bucket.bucket", "aws_dynamodb_table.name", "aws_elasticache_user.user_id", "aws_iam_role.name"]
    .map((path) => path.split(".") as [string, string])
    .flatMap(([type, attribute]) =>
      Object.values<Json>(developmentData.resource[type]).map((resource) => resource[attribute]),
    );

  for (const name of names) {
    expect(name).toContain(development.nameSuffix);
  }
});

import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../../environments/freeagentics/development";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const stack = stacks["freeagentics-production-data"]!;
const { database, recovery } = production;

test("creates the database that the environment describes, with the baseline IOPS of its storage", () => {
  const instance = only(stack, "aws_db_instance");

  expect(instance).toMatchObject({
    instance_class: database.instanceClass,
    allocated_storage: database.allocatedGibibytes,
    max_allocated_storage: database.maxAllocatedGibibytes,
    storage_type: "gp3",
    multi_az: database.multiAz,
    backup_retention_period: database.backupRetentionDays,
    backup_window: "02:00-03:00",
  });
  expect(instance.iops).toBeUndefined();
});

test("opens the database and the cache to servers of the application and of Prometheus, and the database to what makes its users", () => {
  const rules = Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule);

  const clients = rules.map((rule) => `${rule.from_port} ${rule.referenced_security_group_id}`);

  expect(clients.sort()).toEqual([
    expect.stringMatching(/^5432 \$\{aws_security_group\.users_function/),
    expect.stringMatching(new RegExp(`^${POSTGRES_PORT} .*production-network\\.outputs\\.\\S*app`)),
    expect.stringMatching(new RegExp(`^${POSTGRES_PORT} .*production-network\\.outputs\\.\\S*monitoring`)),
    expect.stringMatching(new RegExp(`^${REDIS_PORT} .*production-network\\.outputs\\.\\S*app`)),
    expect.stringMatching(new RegExp(`^${REDIS_PORT} .*production-network\\.outputs\\.\\S*monitoring`)),
  ]);
});

test("replicates the secrets to the standby's region", () => {
  const secrets = Object.values<Json>(stack.resource.aws_secretsmanager_secret);

  expect(secrets.map(({ name }) => name)).toEqual([
    "freeagentics/database-credentials",
    "freeagentics/repository-token",
  ]);
  for (const { replica } of secrets) {
    expect(replica).toEqual([
      {
        region: recovery!.region,
        kms_key_id: expect.stringContaining(`production-security-${recovery!.region}.outputs`),
      },
    ]);
  }
});

test("lets development be destroyed and created again under the same names", () => {
  const json = stacks["freeagentics-development-data"]!;

  expect(development.deletionProtection).toBe(false);
  expect(new Set(resources(json, "aws_secretsmanager_secret").map((secret) => secret.recovery_window_in_days))).toEqual(
    new Set([0]),
  );
  expect(only(json, "aws_db_instance").deletion_protection).toBe(false);
});

test("makes a user for each service, which logs in with tokens", () => {
  const { users } = JSON.parse(only(stack, "aws_lambda_invocation").input);

  expect(users).toEqual([
    { name: "migrations", database: "freeagentics", access: "own" },
    { name: "app", database: "freeagentics", access: "write" },
    { name: "worker", database: "freeagentics", access: "write" },
    { name: "dumps", database: "freeagentics", access: "read" },
    { name: "monitoring", database: "freeagentics", access: "monitor" },
  ]);
});

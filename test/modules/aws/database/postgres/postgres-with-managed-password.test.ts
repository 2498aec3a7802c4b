import type { IRotatedPasswordDatabase } from "@modules/aws/database/master-password";
import type { IReplicationSource } from "@modules/aws/database/postgres/postgres";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import { only } from "@modules/testing/resources";
import { expect, expectTypeOf, test } from "vitest";
import { grantedTo, synthWith } from "../fixture";
import { postgresProps } from "./fixture";

const json = synthWith((fixture) => {
  const database = new PostgresWithManagedPassword(fixture.stack, "database", postgresProps(fixture));
  database.connections.allowFrom(database);
  database.grantConnect(fixture.role, "reporting");
});

test("has RDS generate the master password, and encrypt it with the key of the database", () => {
  const instance = only(json, "aws_db_instance");

  expect(instance).toMatchObject({
    manage_master_user_password: true,
    master_user_secret_kms_key_id: "${aws_kms_key.key.arn}",
  });
  expect(instance.password_wo).toBeUndefined();
});

test("has the defaults of every other instance", () => {
  expect(only(json, "aws_db_instance")).toMatchObject({
    allocated_storage: 400,
    backup_retention_period: 30,
    multi_az: true,
    storage_encrypted: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 5432, to_port: 5432 });
  expect(grantedTo(json)).toMatchObject([{ Action: "rds-db:connect" }]);
});

// `tsc` checks that it accepts neither replicas nor a rotation of its own.
expectTypeOf<PostgresWithManagedPassword>().not.toExtend<IReplicationSource>();
expectTypeOf<PostgresWithManagedPassword>().not.toExtend<IRotatedPasswordDatabase>();

import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { PostgresWithManagedPassword } from "@modules/aws/database/postgres/postgres-with-managed-password";
import type { IReplicableSecret } from "@modules/aws/security/secret";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, expectTypeOf, test } from "vitest";
import { grantedTo, synthWith } from "./fixture";
import { postgresProps } from "./postgres/fixture";

function password(rotationDays?: number): Json {
  return synthWith((fixture) => {
    const { stack, role } = fixture;
    const database = new PostgresWithManagedPassword(stack, "database", postgresProps(fixture));
    new ManagedMasterPassword(stack, "password", { database, rotationDays }).grantRead(role);
  });
}

const SECRET_ARN = "${aws_db_instance.database.master_user_secret[0].secret_arn}";

test("rotates the secret of RDS every thirty days", () => {
  expect(only(password(), "aws_secretsmanager_secret_rotation")).toMatchObject({
    secret_id: SECRET_ARN,
    rotation_rules: { automatically_after_days: 30 },
    rotate_immediately: false,
  });
});

test("grants reading the secret and decrypting it", () => {
  expect(grantedTo(password()).map(({ Resource }) => Resource)).toEqual([SECRET_ARN, "${aws_kms_key.key.arn}"]);
});

test("fails on more than ninety days between rotations", () => {
  expect(() => password(91)).toThrow("rotationDays must be a whole number, 1 to 90, got 91");
});

// `tsc` checks that nobody asks for a replica of the secret, because RDS makes it in one region.
expectTypeOf<ManagedMasterPassword>().not.toExtend<IReplicableSecret>();

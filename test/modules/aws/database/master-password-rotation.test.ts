import {
  MasterPasswordRotation,
  type MasterPasswordRotationProps,
} from "@modules/aws/database/master-password-rotation";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { postgres } from "./postgres/fixture";

function rotation(props: Partial<MasterPasswordRotationProps> = {}): Json {
  return postgres({}, (database, { stack, logsKey, role }) =>
    new MasterPasswordRotation(stack, "credentials", {
      database,
      secretName: "shop/database-credentials",
      functionName: "rotate-master-password",
      logsKey,
      logRetentionDays: 30,
      ...props,
    }).grantRead(role),
  );
}

test("stores no password in the state", () => {
  expect(rotation().resource.aws_secretsmanager_secret_version).toBeUndefined();
});

test("rotates for the first time after the database, the function and its permissions exist", () => {
  const json = rotation();
  const { rotate_immediately, rotation_rules, depends_on } = only(json, "aws_secretsmanager_secret_rotation");

  expect({ rotate_immediately, rotation_rules }).toEqual({
    rotate_immediately: true,
    rotation_rules: { automatically_after_days: 30 },
  });
  expect(depends_on).toContain("aws_db_instance.database");
  expect(depends_on.some((address: string) => address.startsWith("aws_lambda_permission."))).toBe(true);
  expect(depends_on.some((address: string) => address.includes("rotate-master-password"))).toBe(true);
  expect(only(json, "aws_lambda_permission").function_name).toContain("aws_lambda_function.");
});

test("grants its function changes of this instance and this secret only", () => {
  const policy = Object.values<Json>(rotation().resource.aws_iam_role_policy).find(
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

test("rotates without a VPC, whose way out could fail when the password is due", () => {
  expect(only(rotation(), "aws_lambda_function").vpc_config).toBeUndefined();
});

test("lets overrides replace its own arguments", () => {
  const rules = { scheduleExpression: "rate(10 days)" };

  expect(only(rotation({ overrides: { rotationRules: rules } }), "aws_secretsmanager_secret_rotation")).toMatchObject({
    rotation_rules: { schedule_expression: "rate(10 days)" },
  });
});

test("fails on a rotation every zero days", () => {
  expect(() => rotation({ rotationDays: 0 })).toThrow("rotationDays must be a whole number, 1 to 90, got 0");
});

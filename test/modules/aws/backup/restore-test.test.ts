import { BackupVault } from "@modules/aws/backup/backup-vault";
import { RestoreTest, type RestoreTestProps } from "@modules/aws/backup/restore-test";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const orders = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";

function restoreTest(props: Partial<RestoreTestProps> = {}): Json {
  return synth((stack) => {
    const key = Key.fromExisting(stack, "key", { arn: keyArn });
    new RestoreTest(stack, "test", {
      name: "shop_restores",
      schedule: "cron(0 8 1 1,4,7,10 ? *)",
      vault: new BackupVault(stack, "vault", { name: "shop", key }),
      selections: { orders: { type: "DynamoDB", resources: [orders] } },
      role: Role.fromExisting(stack, "role", { arn: "arn:aws:iam::111122223333:role/restore" }),
      key,
      logsKey: key,
      logRetentionDays: 30,
      ...props,
    });
  });
}

/** Statements of the function's policies that allow one of the actions. */
function allowed(stack: Json, action: RegExp): Json[] {
  return resources(stack, "aws_iam_role_policy")
    .flatMap(({ policy }) => JSON.parse(policy).Statement)
    .filter(({ Action }: Json) => [Action].flat().some((one) => action.test(one)));
}

test("restores the newest backup of the vault", () => {
  expect(only(restoreTest(), "aws_backup_restore_testing_plan")).toMatchObject({
    name: "shop_restores",
    schedule_expression: "cron(0 8 1 1,4,7,10 ? *)",
    recovery_point_selection: [
      {
        algorithm: "LATEST_WITHIN_WINDOW",
        include_vaults: ["${aws_backup_vault.vault.arn}"],
        recovery_point_types: ["SNAPSHOT"],
        selection_window_days: 30,
      },
    ],
  });
});

test("encrypts a restored table with the customer key and waits for its validation", () => {
  expect(only(restoreTest(), "aws_backup_restore_testing_selection")).toMatchObject({
    restore_testing_plan_name: "${aws_backup_restore_testing_plan.test.name}",
    protected_resource_type: "DynamoDB",
    protected_resource_arns: [orders],
    restore_metadata_overrides: { encryptionType: "KMS", kmsMasterKeyArn: keyArn },
    validation_window_hours: 2,
  });
});

test("selects volumes by their tag", () => {
  const stack = restoreTest({
    selections: { volumes: { type: "EBS", resources: { tag: "BackupPlan", value: "daily" } } },
  });

  const selection = only(stack, "aws_backup_restore_testing_selection");
  expect(selection.protected_resource_conditions).toEqual([
    { string_equals: [{ key: "aws:ResourceTag/BackupPlan", value: "daily" }] },
  ]);
  // The provider refuses both.
  expect(selection).not.toHaveProperty("protected_resource_arns");
});

test("invokes the function once for each restore that this plan completed", () => {
  const stack = restoreTest();

  expect(JSON.parse(only(stack, "aws_cloudwatch_event_rule").event_pattern)).toEqual({
    source: ["aws.backup"],
    "detail-type": ["Restore Job State Change"],
    detail: { status: ["COMPLETED"], restoreTestingPlanArn: ["${aws_backup_restore_testing_plan.test.arn}"] },
  });
  expect(only(stack, "aws_cloudwatch_event_target").arn).toMatch(/^\$\{aws_lambda_function\.test_validator_/);
  expect(only(stack, "aws_lambda_function_event_invoke_config").maximum_retry_attempts).toBe(0);
});

test("lets the function read restored resources of its types only", () => {
  const stack = restoreTest();

  expect(allowed(stack, /^dynamodb:/).map(({ Resource }) => Resource)).toEqual([
    expect.stringMatching(/:table\/awsbackup-restore-test-\*$/),
  ]);
  expect(allowed(stack, /^(rds|ec2):/)).toEqual([]);
  expect(allowed(stack, /^backup:/).map(({ Action }) => Action)).toEqual(["backup:PutRestoreValidationResult"]);
});

test.each([
  [{ name: "shop-restores" }, "name must be 1 to 50 letters, digits and underscores, got shop-restores"],
  [{ schedule: "rate(1 day)" }, "schedule must be cron(...) with six fields, got rate(1 day)"],
  [{ windowDays: 0 }, "windowDays must be a whole number, 1 to 365, got 0"],
  [{ selections: {} }, "selections must be a list of at least 1 entry, got none"],
  [{ selections: { orders: { type: "DynamoDB", resources: [] } } }, "selections must be of 1 to 30 ARNs each, got 0"],
  [{ validationHours: 200 }, "validationHours must be a whole number, 1 to 168, got 200"],
] as [Partial<RestoreTestProps>, string][])("fails for %o", (props, message) => {
  expect(() => restoreTest(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  const stack = restoreTest({ overrides: { startWindowHours: 24 } });

  expect(only(stack, "aws_backup_restore_testing_plan").start_window_hours).toBe(24);
});

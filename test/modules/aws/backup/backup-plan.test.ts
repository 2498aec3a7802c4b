import { BackupPlan, type BackupPlanProps } from "@modules/aws/backup/backup-plan";
import { BackupVault } from "@modules/aws/backup/backup-vault";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const table = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";

function plan(props: Partial<BackupPlanProps> = {}, copied = false): Json {
  return synth((stack) => {
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    new BackupPlan(stack, "plan", {
      name: "daily",
      schedule: "cron(0 5 * * ? *)",
      retentionDays: 35,
      vault: new BackupVault(stack, "vault", { name: "shop", key }),
      copies: copied ? new BackupVault(stack, "copies", { name: "shop-copies", key }) : undefined,
      resources: [table],
      role: Role.fromExisting(stack, "role", { arn: "arn:aws:iam::111122223333:role/backup" }),
      ...props,
    });
  });
}

test("backs the resources up on its schedule and deletes backups after their retention", () => {
  expect(only(plan(), "aws_backup_plan").rule).toEqual([
    {
      rule_name: "daily",
      target_vault_name: "${aws_backup_vault.vault.name}",
      schedule: "cron(0 5 * * ? *)",
      start_window: 60,
      completion_window: 360,
      lifecycle: { delete_after: 35, opt_in_to_archive_for_supported_resources: false },
    },
  ]);
  expect(only(plan(), "aws_backup_selection")).toMatchObject({
    plan_id: "${aws_backup_plan.plan.id}",
    resources: [table],
    iam_role_arn: "arn:aws:iam::111122223333:role/backup",
  });
});

test("keeps copies as long, since copies without a lifecycle never expire", () => {
  const [{ copy_action }] = only(plan({}, true), "aws_backup_plan").rule;

  expect(copy_action).toEqual([
    {
      destination_vault_arn: "${aws_backup_vault.copies.arn}",
      lifecycle: { delete_after: 35, opt_in_to_archive_for_supported_resources: false },
    },
  ]);
});

test.each([
  [{ name: "a b" }, "name must be 1 to 50 letters, digits and ._-, got a b"],
  [{ schedule: "rate(1 day)" }, "schedule must be cron(...) with six fields, got rate(1 day)"],
  [{ retentionDays: 0 }, "retentionDays must be a whole number, 1 to 36500, got 0"],
  [{ resources: [] }, "resources must be a list of at least 1 entry, got none"],
] as [Partial<BackupPlanProps>, string][])("fails for %o", (props, message) => {
  expect(() => plan(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(only(plan({ overrides: { name: "team" } }), "aws_backup_plan").name).toBe("team");
});

test("backs up the volumes with a tag, and nothing else that has it", () => {
  const selection = only(plan({ resources: { tag: "BackupPlan", value: "daily" } }), "aws_backup_selection");

  expect(selection).toMatchObject({
    resources: [expect.stringMatching(/^arn:aws:ec2:.*:volume\/\*$/)],
    condition: [{ string_equals: [{ key: "aws:ResourceTag/BackupPlan", value: "daily" }] }],
  });
  expect(selection).not.toHaveProperty("selection_tag");
});

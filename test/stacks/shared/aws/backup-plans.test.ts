import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const dafnckmachine = stacks["dafnckmachine-production-backup-plans"]!;
const plans = resources(dafnckmachine, "aws_backup_plan").map(({ rule }) => rule[0]);

test("keeps daily backups of the database for 90 days in both regions, after RDS's own window", () => {
  expect(plans[0]).toMatchObject({
    schedule: "cron(0 5 * * ? *)",
    lifecycle: { delete_after: 90 },
    copy_action: [
      {
        destination_vault_arn: expect.stringContaining("backup-plans-us-west-2"),
        lifecycle: expect.objectContaining({ delete_after: 90 }),
      },
    ],
  });
});

test("keeps daily backups of both tables for 35 days", () => {
  expect(plans[1]).toMatchObject({ schedule: "cron(0 6 * * ? *)", lifecycle: { delete_after: 35 } });
  expect(resources(dafnckmachine, "aws_backup_selection")[1]!.resources).toHaveLength(2);
});

test("archives FreeAgentics' database on the first of the month for a year", () => {
  const [rule] = only(stacks["freeagentics-production-backup-plans"]!, "aws_backup_plan").rule;

  expect(rule).toMatchObject({ schedule: "cron(0 5 1 * ? *)", lifecycle: { delete_after: 365 } });
});

test("wakes a person when a backup or a copy fails", () => {
  const { event_pattern } = only(dafnckmachine, "aws_cloudwatch_event_rule");

  expect(JSON.parse(event_pattern).detail.state).toEqual(["FAILED", "ABORTED", "EXPIRED"]);
  expect(only(dafnckmachine, "aws_cloudwatch_event_target").arn).toContain("alerts_critical");
});

test("encrypts each vault with the key of its region and locks it", () => {
  for (const id of ["dafnckmachine-production-backup-plans", "dafnckmachine-production-backup-plans-us-west-2"]) {
    expect(only(stacks[id]!, "aws_backup_vault").kms_key_arn, id).toContain("data-key");
    expect(only(stacks[id]!, "aws_backup_vault_lock_configuration").min_retention_days, id).toBe(7);
  }
});

import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { backupsUse } from "@modules/checks/policies/use/backups";
import { expect, test } from "vitest";

const stack = (id: string, group: string, region: string, resource: object) => ({
  id,
  json: { provider: { aws: [{ region }] }, resource },
  isProtected: true,
  group,
});
const plans = { aws_backup_plan: { daily: { rule: [{ copy_action: [{}] }] } } };
const alarms = {
  aws_cloudwatch_metric_alarm: {
    backups: { metric_name: "NumberOfBackupJobsCompleted", treat_missing_data: "breaching" },
    copies: { metric_name: "NumberOfCopyJobsCompleted", treat_missing_data: "breaching" },
  },
};

const silent = (...stacks: ReturnType<typeof stack>[]) =>
  backupsUse.flatMap((rule) => violations(rule, new Resources(stacks)));

test("accepts alarms of another stack in the region, and an event for each completed job", () => {
  const event_pattern = JSON.stringify({
    "detail-type": ["Backup Job State Change", "Copy Job State Change"],
    detail: { state: ["COMPLETED"] },
  });

  expect(silent(stack("a", "shop", "us-east-1", plans), stack("b", "shop", "us-east-1", alarms))).toEqual([]);
  expect(
    silent(stack("a", "shop", "us-east-1", { ...plans, aws_cloudwatch_event_rule: { done: { event_pattern } } })),
  ).toEqual([]);
});

test.each([
  ["of another environment", "bookshop", "us-east-1"],
  ["of another region", "shop", "us-west-2"],
])("fails when the alarms are those %s", (_, group, region) => {
  expect(silent(stack("a", "shop", "us-east-1", plans), stack("b", group, region, alarms))).toEqual([
    "a aws_backup_plan.daily",
  ]);
});

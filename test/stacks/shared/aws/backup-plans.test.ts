import type { Json } from "@modules/checks/json";
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

const PLATFORMS = ["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"];
const stackOf = (platform: string) => stacks[`${platform}-production-backup-plans`]!;

test.each(PLATFORMS)("wakes a person when a backup, a copy or a restore of %s fails", (platform) => {
  const alerts = resources(stackOf(platform), "aws_cloudwatch_event_target").filter(({ arn }) =>
    arn.includes("alerts_critical"),
  );
  const patterns = resources(stackOf(platform), "aws_cloudwatch_event_rule").map(({ event_pattern }) =>
    JSON.parse(event_pattern),
  );
  const states = ["FAILED", "ABORTED", "EXPIRED"];

  expect(alerts).toHaveLength(2);
  expect(patterns).toContainEqual(
    expect.objectContaining({
      "detail-type": ["Backup Job State Change", "Copy Job State Change"],
      detail: { state: states },
    }),
  );
  // Restore jobs have `status` where the others have `state`.
  expect(patterns).toContainEqual(
    expect.objectContaining({ "detail-type": ["Restore Job State Change"], detail: { status: states } }),
  );
});

test.each(PLATFORMS)("wakes a person in the region of the copies, too, when a copy of %s fails", (platform) => {
  const copies = stacks[`${platform}-production-backup-plans-us-west-2`]!;

  expect(JSON.parse(only(copies, "aws_cloudwatch_event_rule").event_pattern)).toEqual({
    source: ["aws.backup"],
    "detail-type": ["Copy Job State Change"],
    detail: { state: ["FAILED", "ABORTED", "EXPIRED"] },
  });
  expect(only(copies, "aws_cloudwatch_event_target").arn).toMatch(/security-us-west-2\.outputs.*alerts_critical/);
});

test.each([
  ["dafnckmachine", "cron(0 9 2 1,4,7,10 ? *)", ["RDS", "DynamoDB", "EBS"]],
  ["freeagentics", "cron(0 9 2 1,4,7,10 ? *)", ["RDS"]],
  ["lp", "cron(0 9 2 1,4,7,10 ? *)", ["Aurora", "EBS"]],
  ["phoenix-rooivalk", "cron(0 9 15 * ? *)", ["RDS", "EBS"]],
])(
  "restores a backup of each plan of %s for a test, and alarms when the validation fails",
  (platform, schedule, types) => {
    const stack = stackOf(platform);
    const selections = resources(stack, "aws_backup_restore_testing_selection");

    expect(only(stack, "aws_backup_restore_testing_plan").schedule_expression).toBe(schedule);
    expect(selections.map(({ protected_resource_type }) => protected_resource_type)).toEqual(types);
    expect(resources(stack, "aws_cloudwatch_metric_alarm").map(({ metric_name }) => metric_name)).toContain("Errors");
  },
);

test.each(PLATFORMS)("restores databases of %s into their own subnet group", (platform) => {
  const databases = resources(stackOf(platform), "aws_backup_restore_testing_selection").filter(
    ({ protected_resource_type }) => ["RDS", "Aurora"].includes(protected_resource_type),
  );

  expect(databases.map(({ restore_metadata_overrides }) => restore_metadata_overrides.dbSubnetGroupName)).toEqual([
    expect.stringContaining("db_subnet_group_name"),
  ]);
});

test.each(["dafnckmachine", "lp", "phoenix-rooivalk"])(
  "backs up the volumes that the cluster of %s tags",
  (platform) => {
    const selections = resources(stackOf(platform), "aws_backup_selection");
    const [tag] = selections.flatMap(({ condition }) => condition?.[0].string_equals ?? []);
    const { parameters } = only(stacks[`${platform}-production-controllers`]!, "kubernetes_storage_class_v1");

    expect(`${tag.key.replace("aws:ResourceTag/", "")}=${tag.value}`).toBe(parameters.tagSpecification_1);
  },
);

test("reports daily on backups, copies and restores", () => {
  expect(resources(dafnckmachine, "aws_backup_report_plan")).toHaveLength(3);
});

test("encrypts each vault with the key of its region and locks it", () => {
  for (const id of ["dafnckmachine-production-backup-plans", "dafnckmachine-production-backup-plans-us-west-2"]) {
    expect(only(stacks[id]!, "aws_backup_vault").kms_key_arn, id).toContain("data-key");
    expect(only(stacks[id]!, "aws_backup_vault_lock_configuration").min_retention_days, id).toBe(7);
  }
});

const completedJobs = (platform: string, name: string) =>
  resources(stackOf(platform), "aws_cloudwatch_metric_alarm").flatMap(({ metric_query = [], threshold }) =>
    metric_query
      .filter(({ metric }: Json) => metric?.metric_name === name)
      .map(({ metric }: Json) => [metric.dimensions.ResourceType, threshold]),
  );

test.each([
  ["dafnckmachine", { RDS: 1, DynamoDB: 2, EBS: 1 }, { RDS: 1, EBS: 1 }],
  ["lp", { Aurora: 1, EBS: 1 }, { Aurora: 1, EBS: 1 }],
  ["phoenix-rooivalk", { RDS: 1, EBS: 1 }, { RDS: 1, EBS: 1 }],
])("warns when daily backups or copies of %s do not begin", (platform, backups, copies) => {
  expect(completedJobs(platform, "NumberOfBackupJobsCompleted")).toEqual(Object.entries(backups));
  expect(completedJobs(platform, "NumberOfCopyJobsCompleted")).toEqual(Object.entries(copies));
});

test("mails each completed backup and copy of FreeAgentics, whose plan runs once a month", () => {
  const { event_pattern } = stackOf("freeagentics").resource.aws_cloudwatch_event_rule.completed;

  expect(completedJobs("freeagentics", "NumberOfBackupJobsCompleted")).toEqual([]);
  expect(completedJobs("freeagentics", "NumberOfCopyJobsCompleted")).toEqual([]);
  expect(JSON.parse(event_pattern)).toEqual({
    source: ["aws.backup"],
    "detail-type": ["Backup Job State Change", "Copy Job State Change"],
    detail: { state: ["COMPLETED"], resourceType: ["RDS"] },
  });
});

/** Plans of AWS Backup have alarms that report when their jobs do not begin. */
import { list, nested } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, placeOfMetrics, tellsPeople } from "./people";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";

const completed = (metric_name: string) => ({
  [AWS_ALARM]: {
    [metric_name]: { namespace: "AWS/Backup", metric_name, treat_missing_data: "breaching", alarm_actions: [TOPIC] },
  },
});

/** Names of the metrics that an alarm reads, also in an expression. */
function metricNames({ block: { metric_name, metric_query } }: Resource): unknown[] {
  return [metric_name, ...list(metric_query).map(({ metric }) => nested(metric).metric_name)];
}

/** Whether people are notified of the jobs of a kind: by an alarm on their number, or by an event for each that completed. */
function isHeardOf({ stack }: Resource, all: Resources, kind: "Backup" | "Copy"): boolean {
  const alarms = all
    .of(AWS_ALARM)
    .filter(
      (alarm) =>
        metricNames(alarm).includes(`NumberOf${kind}JobsCompleted`) && alarm.block.treat_missing_data === "breaching",
    );
  const rules = all.of("aws_cloudwatch_event_rule").filter(({ block }) => {
    const pattern = String(block.event_pattern);
    return pattern.includes(`${kind} Job State Change`) && pattern.includes("COMPLETED");
  });
  return [...alarms, ...rules].some(
    (one) =>
      all.groupOf(one.stack) === all.groupOf(stack) &&
      placeOfMetrics(all, one.stack) === placeOfMetrics(all, stack) &&
      tellsPeople(one, all),
  );
}

export const backupsUse: readonly Rule[] = [
  {
    id: "aws-backup-plan-alarm",
    name: "alarms report when backups and copies of AWS Backup do not begin",
    type: "aws_backup_plan",
    severity: "medium",
    topic: "backup",
    unprotected: "ignore",
    holds: (plan, all) =>
      isHeardOf(plan, all, "Backup") &&
      (list(plan.block.rule).every(({ copy_action }) => list(copy_action).length === 0) ||
        isHeardOf(plan, all, "Copy")),
    fix: "add alarms below the number of NumberOfBackupJobsCompleted and NumberOfCopyJobsCompleted, that treat missing data as breaching, and send them to a topic",
    broken: { rule: [{ copy_action: [{}] }] },
    brokenBeside: completed("NumberOfBackupJobsCompleted"),
    mended: { rule: [{}] },
    beside: completed("NumberOfBackupJobsCompleted"),
    page: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html",
  },
];

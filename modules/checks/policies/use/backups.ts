/** Plans of AWS Backup have somebody who notices that their jobs do not begin. */
import { list } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";

const completed = (metric_name: string) => ({
  aws_cloudwatch_metric_alarm: {
    [metric_name]: { namespace: "AWS/Backup", metric_name, treat_missing_data: "breaching", alarm_actions: [TOPIC] },
  },
});

function regionOf(all: Resources, stack: string): unknown {
  return all.stacks.find(({ id }) => id === stack)?.json.provider?.aws?.[0]?.region;
}

/** Whether both are of one environment, and read the metrics and events of one region. */
function sharesRegion(all: Resources, first: string, second: string): boolean {
  return all.groupOf(first) === all.groupOf(second) && regionOf(all, first) === regionOf(all, second);
}

/** Whether people hear of the jobs of a kind: by an alarm on their number, or by an event for each that completed. */
function isHeardOf({ stack }: Resource, all: Resources, kind: "Backup" | "Copy"): boolean {
  const near = (other: Resource) => sharesRegion(all, stack, other.stack);
  return (
    all
      .of("aws_cloudwatch_metric_alarm")
      .some(
        (alarm) =>
          alarm.block.metric_name === `NumberOf${kind}JobsCompleted` &&
          alarm.block.treat_missing_data === "breaching" &&
          near(alarm),
      ) ||
    all.of("aws_cloudwatch_event_rule").some((rule) => {
      const pattern = String(rule.block.event_pattern);
      return pattern.includes(`${kind} Job State Change`) && pattern.includes("COMPLETED") && near(rule);
    })
  );
}

export const backupsUse: readonly Rule[] = [
  {
    id: "aws-backup-plan-alarm",
    name: "people notice when backups and copies of AWS Backup do not begin",
    type: "aws_backup_plan",
    severity: "medium",
    topic: "backup",
    unprotected: "ignore",
    holds: (plan, all) =>
      isHeardOf(plan, all, "Backup") &&
      (list(plan.block.rule).every(({ copy_action }) => list(copy_action).length === 0) ||
        isHeardOf(plan, all, "Copy")),
    fix: "add alarms below the number of NumberOfBackupJobsCompleted and NumberOfCopyJobsCompleted, in which missing data is breaching",
    broken: { rule: [{ copy_action: [{}] }] },
    brokenBeside: completed("NumberOfBackupJobsCompleted"),
    mended: { rule: [{}] },
    beside: completed("NumberOfBackupJobsCompleted"),
    page: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html",
  },
];

/** Alarms, rotation, threat detection and mappings of event sources. */
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

/** Days between rotations that a schedule such as `rate(30 days)` asks for; 1 for a cron expression. */
function daysOf(schedule: string | undefined): number {
  const [, days] = /^rate\((\d+) days?\)$/.exec(schedule ?? "") ?? [];
  return days ? Number(days) : schedule ? 1 : Number.NaN;
}

/** Types that read the state of an alarm. */
const READERS = ["aws_cloudwatch_composite_alarm", "aws_codedeploy_deployment_group", "aws_route53_health_check"];

export const operations: readonly Rule[] = [
  {
    id: "aws-alarm-action",
    name: "alarms have an action",
    type: "aws_cloudwatch_metric_alarm",
    severity: "medium",
    topic: "monitoring",
    holds: (alarm, all) =>
      (list(alarm.block.alarm_actions).length > 0 && alarm.block.actions_enabled !== false) ||
      READERS.some((type) => all.companions(alarm, type).length > 0),
    fix: "set alarm_actions to a topic with a subscriber, or to a scaling policy",
    broken: { alarm_name: "silent", alarm_actions: [] },
    mended: { alarm_name: "loud", alarm_actions: ["topic"] },
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
  },
  {
    id: "aws-secret-rotation-interval",
    name: "secrets rotate at least every 90 days",
    type: "aws_secretsmanager_secret_rotation",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => {
      const { automatically_after_days, schedule_expression } = nested(block.rotation_rules);
      return (automatically_after_days ?? daysOf(schedule_expression)) <= 90;
    },
    fix: "set rotation_rules.automatically_after_days to 90 or less",
    broken: { rotation_rules: { automatically_after_days: 365 } },
    mended: { rotation_rules: { schedule_expression: "rate(30 days)" } },
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
  },
  {
    id: "aws-guardduty-enabled",
    name: "GuardDuty detectors are enabled",
    type: "aws_guardduty_detector",
    severity: "high",
    topic: "monitoring",
    holds: ({ block }) => block.enable !== false,
    fix: "set enable",
    broken: { enable: false },
    mended: { enable: true },
    page: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",
  },
  {
    id: "aws-lambda-partial-batches",
    name: "functions that read queues report the messages that failed",
    type: "aws_lambda_event_source_mapping",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) =>
      !String(block.event_source_arn).startsWith("${aws_sqs_queue.") ||
      list(block.function_response_types).includes("ReportBatchItemFailures"),
    fix: 'set function_response_types to ["ReportBatchItemFailures"]; a failure repeats the whole batch otherwise',
    broken: { event_source_arn: "${aws_sqs_queue.jobs.arn}" },
    mended: { event_source_arn: "${aws_sqs_queue.jobs.arn}", function_response_types: ["ReportBatchItemFailures"] },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
  },
];

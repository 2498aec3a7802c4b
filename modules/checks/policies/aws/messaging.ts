/** SQS, SNS and CloudWatch Logs. */
import type { Rule } from "../rule";

export const messaging: readonly Rule[] = [
  {
    name: "queues are encrypted",
    type: "aws_sqs_queue",
    holds: ({ block }) => block.sqs_managed_sse_enabled === true || !!block.kms_master_key_id,
    fix: "set sqs_managed_sse_enabled or kms_master_key_id",
    broken: { name: "plain" },
  },
  {
    name: "topics are encrypted with a key",
    type: "aws_sns_topic",
    holds: ({ block }) => !!block.kms_master_key_id,
    fix: "set kms_master_key_id",
    broken: { name: "plain" },
  },
  {
    name: "log groups are encrypted with a customer key",
    type: "aws_cloudwatch_log_group",
    holds: ({ block }) => !!block.kms_key_id,
    fix: "set kms_key_id; the key's policy must allow CloudWatch Logs of the region",
    broken: { retention_in_days: 365 },
  },
  {
    name: "log groups delete old events",
    type: "aws_cloudwatch_log_group",
    holds: ({ block }) => block.retention_in_days > 0,
    fix: "set retention_in_days; without it CloudWatch keeps and bills events without end",
    broken: { retention_in_days: 0 },
  },
  {
    name: "log groups are kept for a year",
    type: "aws_cloudwatch_log_group",
    protectedOnly: true,
    holds: ({ block }) => block.retention_in_days >= 365,
    fix: "set retention_in_days to 365 or more",
    broken: { retention_in_days: 30 },
  },
];

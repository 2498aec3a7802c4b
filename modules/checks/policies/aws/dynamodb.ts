/** DynamoDB. */
import { nested } from "../../model/values";
import type { Rule } from "../rule";

export const dynamodb: readonly Rule[] = [
  {
    id: "aws-dynamodb-point-in-time-recovery",
    name: "tables have point-in-time recovery",
    type: "aws_dynamodb_table",
    severity: "high",
    topic: "backup",
    holds: ({ block }) => nested(block.point_in_time_recovery).enabled === true,
    fix: "set point_in_time_recovery.enabled",
    broken: { point_in_time_recovery: { enabled: false } },
    mended: { point_in_time_recovery: { enabled: true } },
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
  },
  {
    id: "aws-dynamodb-customer-key",
    name: "tables are encrypted with a customer key",
    type: "aws_dynamodb_table",
    severity: "medium",
    topic: "encryption at rest",
    holds: ({ block }) => !!nested(block.server_side_encryption).kms_key_arn,
    fix: "set server_side_encryption.kms_key_arn",
    broken: { server_side_encryption: { enabled: true } },
    mended: { server_side_encryption: { enabled: true, kms_key_arn: "key" } },
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
  },
];

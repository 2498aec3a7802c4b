/** Single RDS instances, DynamoDB tables and Secrets Manager. */
import { list, nested } from "../../model/values";
import type { Resource, Rule } from "../rule";

/** RDS takes backups, their settings and the final snapshot from the primary. */
const isReplica = ({ block }: Resource) => !!block.replicate_source_db;

const instances: readonly Rule[] = [
  {
    name: "databases have no public address",
    type: "aws_db_instance",
    holds: ({ block }) => block.publicly_accessible === false,
    fix: "set publicly_accessible to false",
    broken: { publicly_accessible: true },
  },
  {
    name: "databases are encrypted with a customer key",
    type: "aws_db_instance",
    // A replica in the region of its primary has the primary's key, and RDS refuses one without a key in another region.
    holds: (instance) =>
      isReplica(instance) || (instance.block.storage_encrypted === true && !!instance.block.kms_key_id),
    fix: "set storage_encrypted and kms_key_id",
    broken: { storage_encrypted: true },
  },
  {
    name: "databases have automated backups",
    type: "aws_db_instance",
    holds: (instance) => isReplica(instance) || instance.block.backup_retention_period >= 1,
    fix: "set backup_retention_period to 1 or more days",
    broken: { backup_retention_period: 0 },
  },
  {
    name: "databases keep their automated backups when they are deleted",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: (instance) => isReplica(instance) || instance.block.delete_automated_backups === false,
    fix: "set delete_automated_backups to false",
    broken: { delete_automated_backups: true },
  },
  {
    name: "databases leave a final snapshot",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: (instance) =>
      isReplica(instance) ||
      (instance.block.skip_final_snapshot === false && !!instance.block.final_snapshot_identifier),
    fix: "set skip_final_snapshot to false and final_snapshot_identifier",
    broken: { skip_final_snapshot: true },
  },
  {
    name: "databases have a standby in another availability zone",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: (instance) => isReplica(instance) || instance.block.multi_az === true,
    fix: "set multi_az",
    broken: { multi_az: false },
  },
  {
    name: "databases accept IAM authentication",
    type: "aws_db_instance",
    holds: ({ block }) => block.iam_database_authentication_enabled === true,
    fix: "set iam_database_authentication_enabled",
    broken: { iam_database_authentication_enabled: false },
  },
  {
    name: "databases upgrade to minor versions",
    type: "aws_db_instance",
    holds: ({ block }) => block.auto_minor_version_upgrade === true,
    fix: "set auto_minor_version_upgrade",
    broken: { auto_minor_version_upgrade: false },
  },
  {
    name: "databases copy their tags to snapshots",
    type: "aws_db_instance",
    holds: ({ block }) => block.copy_tags_to_snapshot === true,
    fix: "set copy_tags_to_snapshot",
    broken: { copy_tags_to_snapshot: false },
  },
  {
    name: "databases export their logs",
    type: "aws_db_instance",
    holds: ({ block }) => list(block.enabled_cloudwatch_logs_exports).length > 0,
    fix: 'set enabled_cloudwatch_logs_exports, for PostgreSQL to ["postgresql", "upgrade"]',
    broken: { enabled_cloudwatch_logs_exports: [] },
  },
  {
    name: "databases have enhanced monitoring",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: ({ block }) => block.monitoring_interval > 0,
    fix: "set monitoring_interval and monitoring_role_arn",
    broken: { monitoring_interval: 0 },
  },
  {
    name: "databases record Performance Insights under a customer key",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: ({ block }) => block.performance_insights_enabled === true && !!block.performance_insights_kms_key_id,
    fix: "set performance_insights_enabled and performance_insights_kms_key_id",
    broken: { performance_insights_enabled: false },
  },
];

const tables: readonly Rule[] = [
  {
    name: "tables have point-in-time recovery",
    type: "aws_dynamodb_table",
    holds: ({ block }) => nested(block.point_in_time_recovery).enabled === true,
    fix: "set point_in_time_recovery.enabled",
    broken: { point_in_time_recovery: { enabled: false } },
  },
  {
    name: "tables are encrypted with a customer key",
    type: "aws_dynamodb_table",
    holds: ({ block }) => !!nested(block.server_side_encryption).kms_key_arn,
    fix: "set server_side_encryption.kms_key_arn",
    broken: { server_side_encryption: { enabled: true } },
  },
];

const secrets: readonly Rule[] = [
  {
    name: "secrets are encrypted with a customer key",
    type: "aws_secretsmanager_secret",
    holds: ({ block }) => !!block.kms_key_id,
    fix: "set kms_key_id",
    broken: { name: "plain" },
  },
  {
    name: "replicas of secrets are encrypted with a customer key of their region",
    type: "aws_secretsmanager_secret",
    holds: ({ block }) =>
      list(block.replica).every(({ kms_key_id }) => !!kms_key_id && kms_key_id !== block.kms_key_id),
    fix: "set kms_key_id of every replica to a key of its region",
    broken: { kms_key_id: "east", replica: [{ region: "us-west-2" }] },
  },
];

export const databases: readonly Rule[] = [...instances, ...tables, ...secrets];

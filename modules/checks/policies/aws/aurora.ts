/** Aurora clusters and their instances, and parameter groups of both kinds of RDS databases. */
import type { Json } from "../../json";
import { list } from "../../model/values";
import type { Rule } from "../rule";

/** Whether a parameter group makes PostgreSQL or MySQL refuse connections without TLS. */
function requiresTls({ parameter }: Json): boolean {
  return list(parameter).some(
    ({ name, value }) =>
      (name === "rds.force_ssl" && value === "1") ||
      (name === "require_secure_transport" && ["1", "ON"].includes(value)),
  );
}

export const aurora: readonly Rule[] = [
  {
    name: "databases refuse connections without TLS",
    type: "aws_db_parameter_group",
    // The parameter group of an Aurora cluster holds the parameter, not that of an instance.
    holds: ({ block }) => String(block.family).startsWith("aurora-") || requiresTls(block),
    fix: 'set the parameter rds.force_ssl to "1", or require_secure_transport to "ON" for MySQL',
    broken: { family: "postgres17", parameter: [{ name: "max_connections", value: "1000" }] },
  },
  {
    name: "clusters refuse connections without TLS",
    type: "aws_rds_cluster_parameter_group",
    holds: ({ block }) => requiresTls(block),
    fix: 'set the parameter rds.force_ssl to "1", or require_secure_transport to "ON" for MySQL',
    broken: { parameter: [] },
  },
  {
    name: "clusters are encrypted with a customer key",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.storage_encrypted === true && !!block.kms_key_id,
    fix: "set storage_encrypted and kms_key_id",
    broken: { storage_encrypted: true },
  },
  {
    name: "clusters accept IAM authentication",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.iam_database_authentication_enabled === true,
    fix: "set iam_database_authentication_enabled",
    broken: { iam_database_authentication_enabled: false },
  },
  {
    name: "clusters copy their tags to snapshots",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.copy_tags_to_snapshot === true,
    fix: "set copy_tags_to_snapshot",
    broken: { copy_tags_to_snapshot: false },
  },
  {
    name: "clusters have automated backups",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.backup_retention_period >= 1,
    fix: "set backup_retention_period to 1 or more days",
    broken: { backup_retention_period: 0 },
  },
  {
    name: "clusters export their logs",
    type: "aws_rds_cluster",
    holds: ({ block }) => list(block.enabled_cloudwatch_logs_exports).length > 0,
    fix: 'set enabled_cloudwatch_logs_exports, for PostgreSQL to ["postgresql"]',
    broken: { enabled_cloudwatch_logs_exports: [] },
  },
  {
    name: "clusters keep no password in the state",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.master_password === undefined,
    fix: "set manage_master_user_password instead of master_password",
    broken: { master_password: "known" },
  },
  {
    name: "clusters keep their automated backups when they are deleted",
    type: "aws_rds_cluster",
    protectedOnly: true,
    holds: ({ block }) => block.delete_automated_backups === false,
    fix: "set delete_automated_backups to false",
    broken: { delete_automated_backups: true },
  },
  {
    name: "clusters leave a final snapshot",
    type: "aws_rds_cluster",
    protectedOnly: true,
    holds: ({ block }) => block.skip_final_snapshot === false && !!block.final_snapshot_identifier,
    fix: "set skip_final_snapshot to false and final_snapshot_identifier",
    broken: { skip_final_snapshot: true },
  },
  {
    name: "clusters have instances in several availability zones",
    type: "aws_rds_cluster",
    protectedOnly: true,
    holds: (cluster, all) =>
      new Set(all.companions(cluster, "aws_rds_cluster_instance").map(({ block }) => block.availability_zone)).size > 1,
    fix: "add an aws_rds_cluster_instance in another availability_zone",
    broken: { cluster_identifier: "alone" },
  },
  {
    name: "instances of clusters have no public address",
    type: "aws_rds_cluster_instance",
    holds: ({ block }) => block.publicly_accessible === false,
    fix: "set publicly_accessible to false",
    broken: { publicly_accessible: true },
  },
  {
    name: "instances of clusters upgrade to minor versions",
    type: "aws_rds_cluster_instance",
    holds: ({ block }) => block.auto_minor_version_upgrade === true,
    fix: "set auto_minor_version_upgrade",
    broken: { auto_minor_version_upgrade: false },
  },
  {
    name: "instances of clusters have enhanced monitoring",
    type: "aws_rds_cluster_instance",
    protectedOnly: true,
    holds: ({ block }) => block.monitoring_interval > 0,
    fix: "set monitoring_interval and monitoring_role_arn",
    broken: { monitoring_interval: 0 },
  },
  {
    name: "instances of clusters encrypt Performance Insights with a customer key",
    type: "aws_rds_cluster_instance",
    protectedOnly: true,
    holds: ({ block }) => !!block.performance_insights_kms_key_id,
    fix: "set performance_insights_enabled and performance_insights_kms_key_id",
    broken: { performance_insights_enabled: true },
  },
];

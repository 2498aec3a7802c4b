/** Single RDS instances. */
import { defaultConnectionsOfClass } from "@modules/aws/database/default-connections";
import { list } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

/** RDS takes backups, their settings and the final snapshot from the primary. */
const isReplica = ({ block }: Resource) => !!block.replicate_source_db;

/** `max_connections` of an instance's parameter group, and AWS's default for its class; undefined where one is not known. */
function connectionsOf(
  instance: Resource,
  all: Resources,
): { readonly set: number; readonly most: number } | undefined {
  const group = all.named(instance, "parameter_group_name")?.block ?? {};
  const set = Number(list(group.parameter).find(({ name }) => name === "max_connections")?.value ?? Number.NaN);
  const most = defaultConnectionsOfClass(String(instance.block.instance_class), String(group.family));
  return Number.isNaN(set) || most === undefined ? undefined : { set, most };
}

export const databases: readonly Rule[] = [
  {
    id: "aws-rds-private",
    name: "databases have no public address",
    type: "aws_db_instance",
    severity: "critical",
    topic: "network",
    cis: "2.3.3",
    holds: ({ block }) => block.publicly_accessible === false,
    fix: "set publicly_accessible to false",
    broken: { publicly_accessible: true },
    mended: { publicly_accessible: false },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  },
  {
    id: "aws-rds-customer-key",
    name: "databases are encrypted with a customer key",
    type: "aws_db_instance",
    severity: "high",
    topic: "encryption at rest",
    cis: "2.3.1",
    // A replica in the region of its primary has the primary's key, and RDS refuses one without a key in another region.
    holds: (instance) =>
      isReplica(instance) || (instance.block.storage_encrypted === true && !!instance.block.kms_key_id),
    fix: "set storage_encrypted and kms_key_id",
    broken: { storage_encrypted: true },
    mended: { storage_encrypted: true, kms_key_id: "key" },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  },
  {
    id: "aws-rds-backups",
    name: "databases have automated backups",
    type: "aws_db_instance",
    severity: "high",
    topic: "backup",
    holds: (instance) => isReplica(instance) || instance.block.backup_retention_period >= 1,
    fix: "set backup_retention_period to 1 or more days",
    broken: { backup_retention_period: 0 },
    mended: { backup_retention_period: 7 },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  },
  {
    id: "aws-rds-retained-backups",
    name: "databases keep their automated backups when they are deleted",
    type: "aws_db_instance",
    severity: "high",
    topic: "backup",
    unprotected: "ignore",
    holds: (instance) => isReplica(instance) || instance.block.delete_automated_backups === false,
    fix: "set delete_automated_backups to false",
    broken: { delete_automated_backups: true },
    mended: { delete_automated_backups: false },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  },
  {
    id: "aws-rds-final-snapshot",
    name: "databases get a final snapshot when they are deleted",
    type: "aws_db_instance",
    severity: "high",
    topic: "backup",
    unprotected: "ignore",
    holds: (instance) =>
      isReplica(instance) ||
      (instance.block.skip_final_snapshot === false && !!instance.block.final_snapshot_identifier),
    fix: "set skip_final_snapshot to false and final_snapshot_identifier",
    broken: { skip_final_snapshot: true },
    mended: { skip_final_snapshot: false, final_snapshot_identifier: "shop-final" },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  },
  {
    id: "aws-rds-multi-az",
    name: "databases have a standby in another availability zone",
    type: "aws_db_instance",
    severity: "high",
    topic: "availability",
    unprotected: "ignore",
    holds: (instance) => isReplica(instance) || instance.block.multi_az === true,
    fix: "set multi_az",
    broken: { multi_az: false },
    mended: { multi_az: true },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  },
  {
    id: "aws-rds-connections",
    name: "databases accept no more connections than the memory of their class allows",
    type: "aws_db_instance",
    severity: "medium",
    topic: "capacity",
    holds: (instance, all) => {
      const { set = 0, most = 0 } = connectionsOf(instance, all) ?? {};
      return set <= most;
    },
    found: (instance, all) => {
      const { set, most } = connectionsOf(instance, all) ?? {};
      return `max_connections ${set}, where AWS's default for ${instance.block.instance_class} is at most ${most}`;
    },
    fix: "lower max_connections, database.maxConnections of the environment, on the primary and all replicas, or take a larger instance_class: each connection takes memory, and an alarm on a share of more connections never fires",
    broken: {
      instance_class: "db.t4g.medium",
      parameter_group_name: "${aws_db_parameter_group.group.name}",
    },
    brokenBeside: {
      aws_db_parameter_group: {
        group: { family: "postgres15", parameter: [{ name: "max_connections", value: "1000" }] },
      },
    },
    mended: {
      instance_class: "db.r6g.large",
      parameter_group_name: "${aws_db_parameter_group.group.name}",
    },
    beside: {
      aws_db_parameter_group: {
        group: { family: "postgres15", parameter: [{ name: "max_connections", value: "1000" }] },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections",
  },
  {
    id: "aws-rds-iam-authentication",
    name: "databases accept IAM authentication",
    type: "aws_db_instance",
    severity: "medium",
    topic: "authentication",
    holds: ({ block }) => block.iam_database_authentication_enabled === true,
    fix: "set iam_database_authentication_enabled",
    broken: { iam_database_authentication_enabled: false },
    mended: { iam_database_authentication_enabled: true },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
  },
  {
    id: "aws-rds-minor-upgrades",
    name: "databases upgrade to minor versions",
    type: "aws_db_instance",
    severity: "medium",
    topic: "patching",
    cis: "2.3.2",
    holds: ({ block }) => block.auto_minor_version_upgrade === true,
    fix: "set auto_minor_version_upgrade",
    broken: { auto_minor_version_upgrade: false },
    mended: { auto_minor_version_upgrade: true },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
  },
  {
    id: "aws-rds-snapshot-tags",
    name: "databases copy their tags to snapshots",
    type: "aws_db_instance",
    severity: "low",
    topic: "configuration",
    holds: ({ block }) => block.copy_tags_to_snapshot === true,
    fix: "set copy_tags_to_snapshot",
    broken: { copy_tags_to_snapshot: false },
    mended: { copy_tags_to_snapshot: true },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",
  },
  {
    id: "aws-rds-log-exports",
    name: "databases export their logs",
    type: "aws_db_instance",
    severity: "medium",
    topic: "logging",
    holds: ({ block }) => list(block.enabled_cloudwatch_logs_exports).length > 0,
    fix: 'set enabled_cloudwatch_logs_exports, for PostgreSQL to ["postgresql", "upgrade"]',
    broken: { enabled_cloudwatch_logs_exports: [] },
    mended: { enabled_cloudwatch_logs_exports: ["postgresql"] },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
  },
  {
    id: "aws-rds-enhanced-monitoring",
    name: "databases have enhanced monitoring",
    type: "aws_db_instance",
    severity: "low",
    topic: "monitoring",
    unprotected: "ignore",
    holds: ({ block }) => block.monitoring_interval > 0,
    fix: "set monitoring_interval and monitoring_role_arn",
    broken: { monitoring_interval: 0 },
    mended: { monitoring_interval: 60 },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html",
  },
  {
    id: "aws-rds-performance-insights",
    name: "databases have Performance Insights, encrypted with a customer key",
    type: "aws_db_instance",
    severity: "low",
    topic: "monitoring",
    unprotected: "ignore",
    holds: ({ block }) => block.performance_insights_enabled === true && !!block.performance_insights_kms_key_id,
    fix: "set performance_insights_enabled and performance_insights_kms_key_id",
    broken: { performance_insights_enabled: false },
    mended: { performance_insights_enabled: true, performance_insights_kms_key_id: "key" },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html",
  },
];

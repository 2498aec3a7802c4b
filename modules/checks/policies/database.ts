import { block, list } from "../model/values";
import type { Rule } from "./rule";

const primary = (resource: { block: { replicate_source_db?: string } }) => !resource.block.replicate_source_db;

export const database: Rule[] = [
  {
    name: "databases are private and encrypted with a customer key",
    type: "aws_db_instance",
    holds: ({ block }) =>
      block.publicly_accessible === false &&
      // A replica has the source's key, except in another region, where RDS refuses it without one.
      ((block.storage_encrypted === true && !!block.kms_key_id) || !!block.replicate_source_db),
    broken: { publicly_accessible: true, storage_encrypted: true, kms_key_id: "key" },
  },
  {
    name: "databases can be restored to any second",
    type: "aws_db_instance",
    holds: (instance) => !primary(instance) || instance.block.backup_retention_period >= 1,
    broken: { backup_retention_period: 0 },
  },
  {
    name: "databases keep their backups and a last snapshot when they go",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: (instance) =>
      !primary(instance) ||
      (instance.block.delete_automated_backups === false &&
        instance.block.skip_final_snapshot === false &&
        !!instance.block.final_snapshot_identifier),
    broken: { delete_automated_backups: false, skip_final_snapshot: true },
  },
  {
    name: "databases survive the loss of a zone",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: (instance) => !primary(instance) || instance.block.multi_az === true,
    broken: { multi_az: false },
  },
  {
    name: "databases take IAM identities, keep current and copy tags to snapshots",
    type: "aws_db_instance",
    holds: ({ block }) =>
      block.iam_database_authentication_enabled === true &&
      block.auto_minor_version_upgrade === true &&
      block.copy_tags_to_snapshot === true,
    broken: { iam_database_authentication_enabled: true, auto_minor_version_upgrade: false },
  },
  {
    name: "databases export their logs",
    type: "aws_db_instance",
    holds: ({ block }) => list(block.enabled_cloudwatch_logs_exports).includes("postgresql"),
    broken: { enabled_cloudwatch_logs_exports: [] },
  },
  {
    name: "databases refuse connections without TLS",
    type: "aws_db_parameter_group",
    // Of Aurora the cluster's group says it.
    holds: ({ block }) =>
      block.family?.startsWith("aurora-") ||
      list(block.parameter).some(({ name, value }) => name === "rds.force_ssl" && value === "1"),
    broken: { parameter: [{ name: "max_connections", value: "1000" }] },
  },
  {
    name: "clusters refuse connections without TLS",
    type: "aws_rds_cluster_parameter_group",
    holds: ({ block }) => list(block.parameter).some(({ name, value }) => name === "rds.force_ssl" && value === "1"),
    broken: { parameter: [] },
  },
  {
    name: "clusters are encrypted with a customer key, take IAM identities, export logs and can be restored",
    type: "aws_rds_cluster",
    holds: ({ block }) =>
      block.storage_encrypted === true &&
      !!block.kms_key_id &&
      block.iam_database_authentication_enabled === true &&
      block.copy_tags_to_snapshot === true &&
      block.backup_retention_period >= 1 &&
      list(block.enabled_cloudwatch_logs_exports).includes("postgresql"),
    broken: { storage_encrypted: true, kms_key_id: "key", iam_database_authentication_enabled: true },
  },
  {
    name: "clusters keep no password in the state",
    type: "aws_rds_cluster",
    holds: ({ block }) => block.master_password === undefined,
    broken: { master_password: "known" },
  },
  {
    name: "clusters keep their backups and a last snapshot when they go",
    type: "aws_rds_cluster",
    protectedOnly: true,
    holds: ({ block }) =>
      block.delete_automated_backups === false &&
      block.skip_final_snapshot === false &&
      !!block.final_snapshot_identifier,
    broken: { delete_automated_backups: false, skip_final_snapshot: true },
  },
  {
    name: "clusters survive the loss of a zone",
    type: "aws_rds_cluster",
    protectedOnly: true,
    holds: (cluster, all) =>
      new Set(all.companions(cluster, "aws_rds_cluster_instance").map(({ block }) => block.availability_zone)).size > 1,
    broken: { cluster_identifier: "alone" },
  },
  {
    name: "instances of clusters are private, keep current and are watched closely",
    type: "aws_rds_cluster_instance",
    protectedOnly: true,
    holds: ({ block }) =>
      block.publicly_accessible === false &&
      block.auto_minor_version_upgrade === true &&
      block.monitoring_interval > 0 &&
      !!block.performance_insights_kms_key_id,
    broken: { publicly_accessible: false, auto_minor_version_upgrade: true },
  },
  {
    name: "databases are watched closely",
    type: "aws_db_instance",
    protectedOnly: true,
    holds: ({ block }) =>
      block.monitoring_interval > 0 &&
      block.performance_insights_enabled === true &&
      !!block.performance_insights_kms_key_id,
    broken: { monitoring_interval: 60, performance_insights_enabled: false },
  },
  {
    name: "tables can be restored to any second and are encrypted with a customer key",
    type: "aws_dynamodb_table",
    holds: ({ block: table }) =>
      block(table.point_in_time_recovery)?.enabled === true && !!block(table.server_side_encryption)?.kms_key_arn,
    broken: { point_in_time_recovery: { enabled: false } },
  },
  {
    name: "caches are encrypted at rest and in transit and know their users",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) =>
      // Members of a global group have the first one's encryption.
      (!!block.global_replication_group_id ||
        (String(block.at_rest_encryption_enabled) === "true" && block.transit_encryption_enabled === true)) &&
      !!block.kms_key_id &&
      list(block.user_group_ids).length > 0,
    broken: { at_rest_encryption_enabled: true, transit_encryption_enabled: true, kms_key_id: "key" },
  },
  {
    name: "caches survive the loss of a zone",
    type: "aws_elasticache_replication_group",
    protectedOnly: true,
    holds: ({ block }) => block.automatic_failover_enabled === true && block.multi_az_enabled === true,
    broken: { automatic_failover_enabled: true },
  },
  {
    name: "caches keep snapshots and a subnet group of their own",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) => block.snapshot_retention_limit >= 1 && !!block.subnet_group_name,
    broken: { snapshot_retention_limit: 0, subnet_group_name: "caches" },
  },
  {
    name: "secrets are encrypted with a customer key",
    type: "aws_secretsmanager_secret",
    holds: ({ block }) => !!block.kms_key_id,
    broken: { name: "plain" },
  },
  {
    name: "copies of secrets are encrypted with a customer key of their region",
    type: "aws_secretsmanager_secret",
    holds: ({ block }) =>
      list(block.replica).every(({ kms_key_id }) => !!kms_key_id && kms_key_id !== block.kms_key_id),
    broken: { kms_key_id: "east", replica: [{ region: "us-west-2" }] },
  },
];

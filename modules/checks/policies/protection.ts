import type { Rule } from "./rule";

/** Types that hold data, with the argument by which the service itself refuses to delete them. */
const PROTECTED: Record<string, string | undefined> = {
  aws_db_instance: "deletion_protection",
  aws_rds_cluster: "deletion_protection",
  aws_rds_global_cluster: "deletion_protection",
  aws_dynamodb_table: "deletion_protection_enabled",
  aws_s3_bucket: undefined,
  aws_efs_file_system: undefined,
  aws_ebs_volume: undefined,
  aws_elasticache_replication_group: undefined,
  aws_kms_key: undefined,
  aws_secretsmanager_secret: undefined,
  aws_ecr_repository: undefined,
  aws_eks_cluster: undefined,
  aws_route53_zone: undefined,
  google_artifact_registry_repository: undefined,
  google_container_cluster: "deletion_protection",
  // `delete_protection_state` is not a flag; google-data.ts has its rule.
  google_firestore_database: undefined,
  google_kms_crypto_key: undefined,
  google_kms_key_ring: undefined,
  google_redis_instance: undefined,
  google_sql_database_instance: "deletion_protection",
  google_storage_bucket: undefined,
};

export const STATEFUL_TYPES = [...Object.keys(PROTECTED), "aws_cloudwatch_log_group"];

export const protection: readonly Rule[] = Object.entries(PROTECTED).map(([type, own]) => ({
  name: `protected data: Terraform refuses to delete ${type}`,
  type,
  protectedOnly: true,
  holds: ({ block }) => block.lifecycle?.prevent_destroy === true && (!own || block[own] === true),
  broken: { lifecycle: { prevent_destroy: false } },
}));

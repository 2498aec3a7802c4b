/** Protected data cannot be deleted by mistake: neither Terraform nor the service deletes it. */
import type { Rule } from "./rule";

/** Types that hold data, with the argument that makes the service refuse to delete them, where it has one. */
const DATA: Readonly<Record<string, string | undefined>> = {
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
  // `delete_protection_state` is a word, for which google/databases.ts has rules.
  google_firestore_database: undefined,
  google_kms_crypto_key: undefined,
  google_kms_key_ring: undefined,
  google_redis_instance: undefined,
  google_sql_database_instance: "deletion_protection",
  google_storage_bucket: undefined,
};

/** The vendor's page about the argument. */
const PAGES: Readonly<Record<string, string>> = {
  aws_db_instance: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  aws_rds_cluster: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
  aws_rds_global_cluster:
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-deleting.html",
  aws_dynamodb_table: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  google_container_cluster:
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster",
  google_sql_database_instance: "https://cloud.google.com/sql/docs/postgres/deletion-protection",
};

/** Types whose resources lose data when Terraform replaces them. */
export const STATEFUL_TYPES: readonly string[] = [...Object.keys(DATA), "aws_cloudwatch_log_group"];

/** Begins the id of a rule: `aws_s3_bucket` becomes `aws-s3-bucket`, as in `aws-s3-bucket-prevent-destroy`. */
const idOf = (type: string) => type.replaceAll("_", "-");

export const protection: readonly Rule[] = Object.entries(DATA).flatMap(([type, argument]): Rule[] => [
  {
    id: `${idOf(type)}-prevent-destroy`,
    name: `Terraform refuses to destroy ${type}`,
    type,
    severity: "high",
    topic: "deletion",
    unprotected: "ignore",
    holds: ({ block }) => block.lifecycle?.prevent_destroy === true,
    fix: "set lifecycle.prevent_destroy, which is the module's deletionProtection",
    broken: { lifecycle: { prevent_destroy: false } },
    mended: { lifecycle: { prevent_destroy: true } },
    page: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  },
  ...(argument
    ? [
        {
          id: `${idOf(type)}-deletion-protection`,
          name: `the service refuses to delete ${type}`,
          type,
          severity: "high",
          topic: "deletion",
          unprotected: "ignore",
          holds: ({ block }) => block[argument] === true,
          fix: `set ${argument}`,
          broken: { [argument]: false },
          mended: { [argument]: true },
          page: PAGES[type]!,
        } satisfies Rule,
      ]
    : []),
]);

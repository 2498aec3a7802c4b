/** Resources of Google Cloud are used by something. */
import type { Rule } from "../rule";
import { isUsedBeside } from "./references";

/** A rule that resources of another type than the companions refer to each resource of a type. */
function useRule(
  rule: Pick<Rule, "id" | "name" | "type" | "fix" | "page" | "beside">,
  ...companions: readonly string[]
): Rule {
  return {
    ...rule,
    severity: "low",
    topic: "use",
    holds: isUsedBeside(...companions),
    broken: { name: "shop" },
    mended: { name: "shop" },
  };
}

export const googleUse: readonly Rule[] = [
  useRule({
    id: "google-bucket-client",
    name: "Google buckets have a client",
    type: "google_storage_bucket",
    fix: "grant a role on it with google_storage_bucket_iam_member, or remove it",
    beside: { google_storage_bucket_iam_member: { it: { bucket: "${google_storage_bucket.it.name}" } } },
    page: "https://cloud.google.com/storage/docs/access-control/iam",
  }),
  useRule(
    {
      id: "google-secret-reader",
      name: "Google secrets have a reader",
      type: "google_secret_manager_secret",
      fix: "grant roles/secretmanager.secretAccessor on it, or remove it",
      beside: {
        google_secret_manager_secret_iam_member: { it: { secret_id: "${google_secret_manager_secret.it.id}" } },
      },
      page: "https://cloud.google.com/secret-manager/docs/access-control",
    },
    "google_secret_manager_secret_version",
  ),
  useRule({
    id: "google-repository-reader",
    name: "Google repositories have a reader",
    type: "google_artifact_registry_repository",
    fix: "grant roles/artifactregistry.reader on it, or remove it",
    beside: {
      google_artifact_registry_repository_iam_member: {
        it: { repository: "${google_artifact_registry_repository.it.name}" },
      },
    },
    page: "https://cloud.google.com/artifact-registry/docs/access-control",
  }),
  useRule(
    {
      id: "google-service-account-user",
      name: "Google service accounts are used by a resource or an identity",
      type: "google_service_account",
      fix: "name it where a service takes an account, or grant roles/iam.workloadIdentityUser on it, or remove it",
      beside: {
        google_service_account_iam_member: { it: { service_account_id: "${google_service_account.it.name}" } },
      },
      page: "https://cloud.google.com/iam/docs/service-account-overview",
    },
    "google_project_iam_member",
    "google_storage_bucket_iam_member",
    "google_secret_manager_secret_iam_member",
    "google_artifact_registry_repository_iam_member",
  ),
  useRule({
    id: "google-health-check-reader",
    name: "Google health checks are used by a backend service or an instance group",
    type: "google_compute_health_check",
    fix: "name it in a backend service or in auto_healing_policies, or remove it",
    beside: {
      google_compute_backend_service: { it: { health_checks: ["${google_compute_health_check.it.id}"] } },
    },
    page: "https://cloud.google.com/load-balancing/docs/health-check-concepts",
  }),
  useRule({
    id: "google-redis-client",
    name: "Memorystore instances have a client",
    type: "google_redis_instance",
    fix: "give its host to a client, or remove it",
    beside: { kubernetes_config_map_v1: { it: { data: { url: "${google_redis_instance.it.host}" } } } },
    page: "https://cloud.google.com/memorystore/docs/redis/connect-redis-instance",
  }),
  useRule(
    {
      id: "google-sql-client",
      name: "Cloud SQL instances have a client",
      type: "google_sql_database_instance",
      fix: "give its connection_name or private address to a client, or remove it",
      beside: {
        kubernetes_config_map_v1: { it: { data: { host: "${google_sql_database_instance.it.private_ip_address}" } } },
      },
      page: "https://cloud.google.com/sql/docs/postgres/connect-overview",
    },
    "google_sql_database",
    "google_sql_user",
  ),
];

/**
 * Limits of the names of Google Cloud resources, by resource type and attribute. Those of Compute Engine are at
 * https://cloud.google.com/compute/docs/naming-resources
 */
import { limits, type NameLimits, type NameOptions } from "@modules/core/names";

const project: NameOptions = { scope: "account" };

/** A label of RFC 1035. */
const label = (min: number, max: number, options?: NameOptions) =>
  limits(
    min,
    max,
    "lower-case letters, digits and hyphens, a letter first, no hyphen at the end",
    "[a-z][a-z0-9-]*(?<!-)",
    options,
  );
const word = (max: number, options?: NameOptions) =>
  limits(1, max, "letters, digits, hyphens and underscores", "[\\w-]*", options);

export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  // https://cloud.google.com/artifact-registry/docs/repositories/create-repos
  google_artifact_registry_repository: { repository_id: label(1, 63, { scope: "account", within: ["location"] }) },
  // https://cloud.google.com/certificate-manager/docs/reference/certificate-manager/rest
  google_certificate_manager_certificate: { name: word(64, project) },
  google_certificate_manager_certificate_map: { name: word(64, project) },
  google_certificate_manager_certificate_map_entry: { name: word(64, { scope: "account", within: ["map"] }) },
  google_certificate_manager_dns_authorization: { name: word(64, project) },
  google_compute_address: { name: label(1, 63) },
  google_compute_backend_service: { name: label(1, 63, project) },
  google_compute_firewall: { name: label(1, 63, project) },
  google_compute_global_address: { name: label(1, 63, project) },
  google_compute_global_forwarding_rule: { name: label(1, 63, project) },
  google_compute_health_check: { name: label(1, 63, project) },
  google_compute_instance_template: {
    name: label(1, 63, project),
    // The provider appends up to 26 digits, and fewer of them, which may repeat, after a longer prefix.
    name_prefix: limits(1, 37, "lower-case letters, digits and hyphens, a letter first", "[a-z][a-z0-9-]*", {
      scope: "none",
    }),
  },
  google_compute_managed_ssl_certificate: { name: label(1, 63, project) },
  google_compute_network: { name: label(1, 63, project) },
  google_compute_region_autoscaler: { name: label(1, 63) },
  google_compute_region_instance_group_manager: {
    name: label(1, 63),
    // Compute Engine appends a hyphen and four characters for each instance.
    base_instance_name: label(1, 58, { scope: "none" }),
  },
  google_compute_route: { name: label(1, 63, project) },
  google_compute_router: { name: label(1, 63) },
  google_compute_router_nat: { name: label(1, 63, { within: ["router"] }) },
  google_compute_security_policy: { name: label(1, 63, project) },
  google_compute_ssl_policy: { name: label(1, 63, project) },
  google_compute_subnetwork: { name: label(1, 63) },
  google_compute_target_https_proxy: { name: label(1, 63, project) },
  google_compute_url_map: { name: label(1, 63, project) },
  // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
  google_container_cluster: { name: label(1, 40, { within: ["location"] }) },
  google_container_node_pool: { name: label(1, 40, { within: ["cluster"] }) },
  // https://cloud.google.com/firestore/docs/manage-databases#create_a_database
  google_firestore_database: {
    name: limits(
      4,
      63,
      "lower-case letters, digits and hyphens, a letter first, no hyphen at the end, not like a UUID, or (default)",
      "(\\(default\\)|(?![0-9a-f]{8}(-|$))[a-z][a-z0-9-]*(?<!-))",
      project,
    ),
  },
  // https://cloud.google.com/iam/docs/manage-workload-identity-pools-providers
  google_iam_workload_identity_pool: {
    workload_identity_pool_id: limits(
      4,
      32,
      "lower-case letters, digits and hyphens, not beginning with gcp-",
      "(?!gcp-)[a-z0-9-]*",
      project,
    ),
  },
  google_iam_workload_identity_pool_provider: {
    workload_identity_pool_provider_id: limits(
      4,
      32,
      "lower-case letters, digits and hyphens, not beginning with gcp-",
      "(?!gcp-)[a-z0-9-]*",
      { scope: "account", within: ["workload_identity_pool_id"] },
    ),
  },
  // https://cloud.google.com/kms/docs/resource-hierarchy
  google_kms_crypto_key: { name: word(63, { scope: "account", within: ["key_ring"] }) },
  google_kms_key_ring: { name: word(63, { scope: "account", within: ["location"] }) },
  google_logging_project_bucket_config: {
    bucket_id: limits(
      1,
      100,
      "letters, digits, dots, hyphens and underscores, a letter or digit first",
      "[A-Za-z0-9][\\w.-]*",
      { scope: "account", within: ["location"] },
    ),
  },
  google_logging_project_exclusion: {
    name: limits(
      1,
      100,
      "letters, digits, dots, hyphens and underscores, a letter or digit first",
      "[A-Za-z0-9][\\w.-]*",
      project,
    ),
  },
  google_logging_project_sink: {
    name: limits(
      1,
      100,
      "letters, digits, dots, hyphens and underscores, a letter or digit first",
      "[A-Za-z0-9][\\w.-]*",
      project,
    ),
  },
  // https://cloud.google.com/monitoring/api/ref_v3/rest/v3/services
  google_monitoring_custom_service: {
    service_id: limits(1, 63, "lower-case letters, digits and hyphens", "[a-z0-9-]*", project),
  },
  google_monitoring_slo: {
    slo_id: limits(1, 63, "letters, digits and hyphens", "[A-Za-z0-9-]*", { scope: "account", within: ["service"] }),
  },
  google_monitoring_alert_policy: { display_name: limits(1, 512, "characters", "[^]*", project) },
  google_monitoring_notification_channel: { display_name: limits(1, 512, "characters", "[^]*", project) },
  google_billing_budget: { display_name: limits(1, 60, "characters", "[^]*", { scope: "none" }) },
  // https://cloud.google.com/iam/docs/creating-custom-roles
  google_project_iam_custom_role: {
    role_id: limits(3, 64, "letters, digits, dots and underscores", "[\\w.]*", project),
    title: limits(1, 100, "characters", "[^]*", { scope: "none" }),
  },
  // https://cloud.google.com/memorystore/docs/redis/reference/rest/v1/projects.locations.instances/create
  google_redis_instance: { name: label(1, 40) },
  // https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
  google_secret_manager_secret: { secret_id: word(255, project) },
  google_service_account: {
    account_id: label(6, 30, project),
    display_name: limits(0, 100, "characters", "[^]*", { scope: "none" }),
    description: limits(0, 256, "characters", "[^]*", { scope: "none" }),
  },
  google_sql_database: {
    name: limits(1, 63, "letters, digits, hyphens and underscores, a letter or underscore first", "[A-Za-z_][\\w-]*", {
      scope: "none",
      within: ["instance"],
    }),
  },
  // At most 98 characters together with the project's id and a colon; https://cloud.google.com/sql/docs/postgres/create-instance
  google_sql_database_instance: { name: label(1, 67, project) },
  // https://cloud.google.com/storage/docs/buckets#naming
  google_storage_bucket: {
    name: limits(
      3,
      63,
      "lower-case letters, digits, hyphens and underscores, a letter or digit at both ends, without goog at the beginning or google anywhere",
      "(?!goog|.*(google|g00gle))[a-z0-9][a-z0-9_-]*[a-z0-9]",
      { scope: "global" },
    ),
  },
};

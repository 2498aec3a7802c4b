/**
 * What Google Cloud accepts as names, by resource type and attribute. Compute Engine's are at
 * https://cloud.google.com/compute/docs/naming-resources
 */
import { limits, type NameLimits, type NameOptions } from "@modules/limits/names";

const project: NameOptions = { scope: "account" };

/** As RFC 1035 has it. */
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
  google_compute_firewall: { name: label(1, 63, project) },
  google_compute_global_address: { name: label(1, 63, project) },
  google_compute_network: { name: label(1, 63, project) },
  google_compute_route: { name: label(1, 63, project) },
  google_compute_router: { name: label(1, 63) },
  google_compute_router_nat: { name: label(1, 63, { within: ["router"] }) },
  google_compute_subnetwork: { name: label(1, 63) },
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
  // https://cloud.google.com/iam/docs/creating-custom-roles
  google_project_iam_custom_role: {
    role_id: limits(3, 64, "letters, digits, dots and underscores", "[\\w.]*", project),
    title: limits(1, 100, "characters", "[^]*", { scope: "none" }),
  },
  google_service_account: {
    account_id: label(6, 30, project),
    display_name: limits(0, 100, "characters", "[^]*", { scope: "none" }),
    description: limits(0, 256, "characters", "[^]*", { scope: "none" }),
  },
};

/** VPC networks and IAM of Google Cloud. */
import { isOpenRange } from "../../model/security-groups";
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

const WEB_PORTS = new Set(["80", "443"]);

/** Resource types that grant a role. */
const MEMBERS = [
  "google_artifact_registry_repository_iam_member",
  "google_kms_crypto_key_iam_member",
  "google_project_iam_member",
  "google_secret_manager_secret_iam_member",
  "google_service_account_iam_member",
  "google_storage_bucket_iam_member",
];

const networks: readonly Rule[] = [
  {
    id: "google-network-subnets",
    name: "Google networks create no subnets automatically",
    type: "google_compute_network",
    severity: "medium",
    topic: "network",
    cis: "3.1",
    holds: ({ block }) => block.auto_create_subnetworks === false,
    fix: "set auto_create_subnetworks to false",
    broken: { name: "default" },
    mended: { auto_create_subnetworks: false },
    page: "https://cloud.google.com/vpc/docs/vpc",
  },
  {
    id: "google-subnet-flow-logs",
    name: "Google subnets log flows",
    type: "google_compute_subnetwork",
    severity: "medium",
    topic: "logging",
    cis: "3.8",
    holds: ({ block }) => !!block.log_config,
    fix: "set log_config",
    broken: { private_ip_google_access: true },
    mended: { log_config: { aggregation_interval: "INTERVAL_5_SEC" } },
    page: "https://cloud.google.com/vpc/docs/using-flow-logs",
  },
  {
    id: "google-subnet-private-access",
    name: "Google subnets reach Google APIs without the internet",
    type: "google_compute_subnetwork",
    severity: "low",
    topic: "network",
    holds: ({ block }) => block.private_ip_google_access === true,
    fix: "set private_ip_google_access",
    broken: { log_config: {} },
    mended: { private_ip_google_access: true },
    page: "https://cloud.google.com/vpc/docs/private-google-access",
  },
  {
    id: "google-firewall-world",
    name: "Google firewalls open only ports 80 and 443 to the internet",
    type: "google_compute_firewall",
    severity: "critical",
    topic: "network",
    cis: "3.6",
    holds: ({ block }) =>
      !block.allow ||
      !list(block.source_ranges).some(isOpenRange) ||
      list(block.allow).every(
        ({ protocol, ports }) =>
          protocol === "tcp" && list(ports).length > 0 && list(ports).every((port) => WEB_PORTS.has(port)),
      ),
    fix: "narrow source_ranges or the ports",
    broken: { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] },
    mended: { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["443"] }] },
    page: "https://cloud.google.com/vpc/docs/firewalls",
  },
];

const identities: readonly Rule[] = [
  {
    id: "google-identity-pool-repository-number",
    name: "Google identity pools identify GitHub repositories by their id",
    type: "google_iam_workload_identity_pool_provider",
    severity: "medium",
    topic: "authentication",
    holds: ({ block }) =>
      nested(block.oidc).issuer_uri !== "https://token.actions.githubusercontent.com" ||
      /assertion\.repository(_owner)?_id\b/.test(block.attribute_condition ?? ""),
    fix: "compare assertion.repository_id in attribute_condition; another person can register the name of a renamed repository",
    broken: {
      oidc: { issuer_uri: "https://token.actions.githubusercontent.com" },
      attribute_condition: 'assertion.repository == "example/shop"',
    },
    mended: {
      oidc: { issuer_uri: "https://token.actions.githubusercontent.com" },
      attribute_condition: 'assertion.repository_id == "1296269"',
    },
    page: "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines#conditions",
  },
  {
    id: "google-identity-provider-condition",
    name: "providers of identity pools admit named identities only",
    type: "google_iam_workload_identity_pool_provider",
    severity: "critical",
    topic: "authentication",
    holds: ({ block }) => !!block.attribute_condition,
    fix: "set attribute_condition; otherwise all customers of the identity provider are admitted",
    broken: { oidc: { issuer_uri: "https://token.actions.githubusercontent.com" } },
    mended: { attribute_condition: "assertion.repository == 'shop/infrastructure'" },
    page: "https://cloud.google.com/iam/docs/workload-identity-federation",
  },
  {
    id: "google-service-account-key",
    name: "Google service accounts have no keys",
    type: "google_service_account_key",
    severity: "high",
    topic: "secrets",
    cis: "1.4",
    holds: () => false,
    fix: "use workload identity federation",
    broken: { service_account_id: "shop" },
    page: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  },
  ...MEMBERS.flatMap((type): Rule[] => [
    {
      id: `${type.replaceAll("_", "-")}-basic-role`,
      name: `${type} grants no basic role`,
      type,
      severity: "high",
      topic: "least privilege",
      holds: ({ block }) => !/^roles\/(owner|editor|viewer|browser)$/.test(block.role),
      fix: "grant a predefined role of the service",
      broken: { role: "roles/editor", member: "serviceAccount:shop" },
      mended: { role: "roles/storage.objectViewer", member: "serviceAccount:shop" },
      page: "https://cloud.google.com/iam/docs/roles-overview",
    },
    {
      id: `${type.replaceAll("_", "-")}-everyone`,
      name: `${type} grants nothing to everyone`,
      type,
      severity: "critical",
      topic: "least privilege",
      holds: ({ block }) => !/^all(Authenticated)?Users$/.test(block.member),
      fix: "grant to a service account, a group or a principal of an identity pool",
      broken: { role: "roles/storage.objectViewer", member: "allUsers" },
      mended: { role: "roles/storage.objectViewer", member: "serviceAccount:shop" },
      page: "https://cloud.google.com/iam/docs/principals-overview",
    },
  ]),
];

export const googleNetwork: readonly Rule[] = [...networks, ...identities];

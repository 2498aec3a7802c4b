/** VPC networks and IAM of Google Cloud. */
import { list } from "../../model/values";
import type { Rule } from "../rule";

const WEB_PORTS = new Set(["80", "443"]);
const WORLD = new Set(["0.0.0.0/0", "::/0"]);

/** Resource types that grant a role. */
const MEMBERS = [
  "google_artifact_registry_repository_iam_member",
  "google_kms_crypto_key_iam_member",
  "google_project_iam_member",
  "google_service_account_iam_member",
  "google_storage_bucket_iam_member",
];

const networks: readonly Rule[] = [
  {
    name: "Google networks create no subnets of their own",
    type: "google_compute_network",
    holds: ({ block }) => block.auto_create_subnetworks === false,
    fix: "set auto_create_subnetworks to false",
    broken: { name: "default" },
  },
  {
    name: "Google subnets log flows",
    type: "google_compute_subnetwork",
    holds: ({ block }) => !!block.log_config,
    fix: "set log_config",
    broken: { private_ip_google_access: true },
  },
  {
    name: "Google subnets reach Google APIs without the internet",
    type: "google_compute_subnetwork",
    holds: ({ block }) => block.private_ip_google_access === true,
    fix: "set private_ip_google_access",
    broken: { log_config: {} },
  },
  {
    name: "Google firewalls admit the world to no ports but 80 and 443",
    type: "google_compute_firewall",
    holds: ({ block }) =>
      !block.allow ||
      !list(block.source_ranges).some((cidr) => WORLD.has(cidr)) ||
      list(block.allow).every(
        ({ protocol, ports }) =>
          protocol === "tcp" && list(ports).length > 0 && list(ports).every((port) => WEB_PORTS.has(port)),
      ),
    fix: "narrow source_ranges or the ports",
    broken: { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] },
  },
];

const identities: readonly Rule[] = [
  {
    name: "Google service accounts have no keys",
    type: "google_service_account_key",
    holds: () => false,
    fix: "use workload identity federation",
    broken: { service_account_id: "shop" },
  },
  ...MEMBERS.flatMap((type): Rule[] => [
    {
      name: `${type} grants no basic role`,
      type,
      holds: ({ block }) => !/^roles\/(owner|editor|viewer|browser)$/.test(block.role),
      fix: "grant a predefined role of the service",
      broken: { role: "roles/editor", member: "serviceAccount:shop" },
    },
    {
      name: `${type} grants nothing to everyone`,
      type,
      holds: ({ block }) => !/^all(Authenticated)?Users$/.test(block.member),
      fix: "grant to a service account, a group or a principal of an identity pool",
      broken: { role: "roles/storage.objectViewer", member: "allUsers" },
    },
  ]),
];

export const googleNetwork: readonly Rule[] = [...networks, ...identities];

import { block, list } from "../model/values";
import type { Rule } from "./rule";

/** Resource types that grant a role. */
const MEMBERS = [
  "google_artifact_registry_repository_iam_member",
  "google_kms_crypto_key_iam_member",
  "google_project_iam_member",
  "google_service_account_iam_member",
  "google_storage_bucket_iam_member",
];

const compute: Rule[] = [
  {
    name: "instances of Google Cloud have no public address",
    type: "google_compute_instance_template",
    holds: ({ block }) =>
      list(block.network_interface).length > 0 &&
      list(block.network_interface).every(
        ({ access_config, ipv6_access_config }) => !access_config && !ipv6_access_config,
      ),
    broken: { network_interface: [{ access_config: [{}] }] },
  },
  {
    name: "instances of Google Cloud are shielded, on disks encrypted with a customer key",
    type: "google_compute_instance_template",
    holds: ({ block: template }) => {
      const shield = block(template.shielded_instance_config ?? {});
      return (
        shield.enable_secure_boot === true &&
        shield.enable_vtpm === true &&
        shield.enable_integrity_monitoring === true &&
        list(template.disk).every(({ disk_encryption_key }) => !!block(disk_encryption_key)?.kms_key_self_link)
      );
    },
    broken: { shielded_instance_config: { enable_secure_boot: false }, disk: [] },
  },
  {
    name: "instances of Google Cloud are entered by OS Login alone",
    type: "google_compute_instance_template",
    holds: ({ block: { metadata = {} } }) =>
      metadata["enable-oslogin"] === "TRUE" &&
      metadata["block-project-ssh-keys"] === "TRUE" &&
      metadata["serial-port-enable"] !== "TRUE" &&
      metadata["ssh-keys"] === undefined,
    broken: { metadata: { "enable-oslogin": "TRUE" } },
  },
  {
    name: "instances of Google Cloud act as an account of their own",
    type: "google_compute_instance_template",
    holds: ({ block: template }) => /^\$\{google_service_account\./.test(block(template.service_account)?.email ?? ""),
    broken: { service_account: { email: "123456789012-compute@developer.gserviceaccount.com" } },
  },
  {
    name: "groups of Google Cloud are in several zones and heal",
    type: "google_compute_region_instance_group_manager",
    holds: ({ block }) => list(block.distribution_policy_zones).length > 1 && !!block.auto_healing_policies,
    broken: { distribution_policy_zones: ["us-central1-a"], auto_healing_policies: { health_check: "check" } },
  },
  {
    name: "load balancers of Google Cloud filter requests and log them",
    type: "google_compute_backend_service",
    holds: ({ block: service }) => !!service.security_policy && block(service.log_config)?.enable === true,
    broken: { log_config: { enable: true } },
  },
  {
    name: "load balancers of Google Cloud refuse old TLS",
    type: "google_compute_target_https_proxy",
    holds: (proxy, all) =>
      all
        .of("google_compute_ssl_policy")
        .some(
          ({ stack, name, block }) =>
            stack === proxy.stack &&
            proxy.block.ssl_policy === `\${google_compute_ssl_policy.${name}.id}` &&
            block.min_tls_version === "TLS_1_2",
        ),
    broken: { url_map: "map" },
  },
  {
    name: "load balancers of Google Cloud answer over TLS alone",
    type: "google_compute_target_http_proxy",
    holds: () => false,
    broken: { url_map: "map" },
  },
];

const network: Rule[] = [
  {
    name: "networks of Google Cloud make no subnets by themselves",
    type: "google_compute_network",
    holds: ({ block }) => block.auto_create_subnetworks === false,
    broken: { name: "default" },
  },
  {
    name: "subnets of Google Cloud log what flows and reach Google's services without the internet",
    type: "google_compute_subnetwork",
    holds: ({ block }) => !!block.log_config && block.private_ip_google_access === true,
    broken: { private_ip_google_access: true },
  },
  {
    name: "firewalls of Google Cloud let nobody in from everywhere, but to web ports",
    type: "google_compute_firewall",
    holds: ({ block: rule }) =>
      !rule.allow ||
      !list(rule.source_ranges).some((cidr) => cidr === "0.0.0.0/0" || cidr === "::/0") ||
      list(rule.allow).every(({ protocol, ports }) => protocol === "tcp" && list(ports).every((port) => WEB.has(port))),
    broken: { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] },
  },
];

const WEB = new Set(["80", "443"]);

const identities: Rule[] = [
  {
    name: "accounts of Google Cloud have no keys",
    type: "google_service_account_key",
    holds: () => false,
    broken: { service_account_id: "shop" },
  },
  ...MEMBERS.flatMap((type): Rule[] => [
    {
      name: `${type} gives no basic role`,
      type,
      holds: ({ block }) => !/^roles\/(owner|editor|viewer|browser)$/.test(block.role),
      broken: { role: "roles/editor", member: "serviceAccount:shop" },
    },
    {
      name: `${type} gives nothing to everyone`,
      type,
      holds: ({ block }) => !/^all(Authenticated)?Users$/.test(block.member),
      broken: { role: "roles/storage.objectViewer", member: "allUsers" },
    },
  ]),
];

export const googleNetwork: Rule[] = [...compute, ...network, ...identities];

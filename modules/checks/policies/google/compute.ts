/** Compute Engine and Cloud Load Balancing. */
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

const shieldOf = ({ block }: Resource) => nested(block.shielded_instance_config);
const metadataOf = ({ block }: Resource) => block.metadata ?? {};

const instances: readonly Rule[] = [
  {
    id: "google-instance-private",
    name: "Google instances have no public address",
    type: "google_compute_instance_template",
    severity: "high",
    topic: "network",
    cis: "4.9",
    holds: ({ block }) =>
      list(block.network_interface).length > 0 &&
      list(block.network_interface).every(
        ({ access_config, ipv6_access_config }) => !access_config && !ipv6_access_config,
      ),
    fix: "leave out access_config and ipv6_access_config",
    broken: { network_interface: [{ access_config: [{}] }] },
    mended: { network_interface: [{ subnetwork: "shop" }] },
    page: "https://cloud.google.com/compute/docs/ip-addresses",
  },
  {
    id: "google-instance-shielded",
    name: "Google instances are shielded VMs",
    type: "google_compute_instance_template",
    severity: "medium",
    topic: "configuration",
    cis: "4.8",
    holds: (template) =>
      ["enable_secure_boot", "enable_vtpm", "enable_integrity_monitoring"].every(
        (argument) => shieldOf(template)[argument] === true,
      ),
    fix: "set shielded_instance_config with secure boot, vTPM and integrity monitoring",
    broken: { shielded_instance_config: { enable_secure_boot: false } },
    mended: {
      shielded_instance_config: { enable_secure_boot: true, enable_vtpm: true, enable_integrity_monitoring: true },
    },
    page: "https://cloud.google.com/compute/shielded-vm/docs/shielded-vm",
  },
  {
    id: "google-instance-customer-key",
    name: "Google instances have disks encrypted with a customer key",
    type: "google_compute_instance_template",
    severity: "medium",
    topic: "encryption at rest",
    holds: ({ block }) =>
      list(block.disk).every(({ disk_encryption_key }) => !!nested(disk_encryption_key).kms_key_self_link),
    fix: "set disk_encryption_key.kms_key_self_link of every disk",
    broken: { disk: [{ boot: true }] },
    mended: { disk: [{ disk_encryption_key: { kms_key_self_link: "key" } }] },
    page: "https://cloud.google.com/compute/docs/disks/customer-managed-encryption",
  },
  {
    id: "google-instance-os-login",
    name: "Google instances admit users through OS Login",
    type: "google_compute_instance_template",
    severity: "medium",
    topic: "authentication",
    cis: "4.4",
    holds: (template) => metadataOf(template)["enable-oslogin"] === "TRUE",
    fix: 'set the metadata enable-oslogin to "TRUE"',
    broken: { metadata: { "enable-oslogin": "FALSE" } },
    mended: { metadata: { "enable-oslogin": "TRUE" } },
    page: "https://cloud.google.com/compute/docs/oslogin",
  },
  {
    id: "google-instance-ssh-keys",
    name: "Google instances accept no SSH keys in metadata",
    type: "google_compute_instance_template",
    severity: "high",
    topic: "authentication",
    cis: "4.3",
    holds: (template) =>
      metadataOf(template)["block-project-ssh-keys"] === "TRUE" && metadataOf(template)["ssh-keys"] === undefined,
    fix: 'set the metadata block-project-ssh-keys to "TRUE", and leave out ssh-keys',
    broken: { metadata: { "ssh-keys": "user:ssh-ed25519 AAAA" } },
    mended: { metadata: { "block-project-ssh-keys": "TRUE" } },
    page: "https://cloud.google.com/compute/docs/connect/restrict-ssh-keys",
  },
  {
    id: "google-instance-serial-console",
    name: "Google instances have no serial console",
    type: "google_compute_instance_template",
    severity: "medium",
    topic: "network",
    cis: "4.5",
    holds: (template) => metadataOf(template)["serial-port-enable"] !== "TRUE",
    fix: "leave out the metadata serial-port-enable",
    broken: { metadata: { "serial-port-enable": "TRUE" } },
    mended: { metadata: { "enable-oslogin": "TRUE" } },
    page: "https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console",
  },
  {
    id: "google-instance-service-account",
    name: "Google instances have their own service account",
    type: "google_compute_instance_template",
    severity: "high",
    topic: "least privilege",
    cis: "4.1",
    holds: ({ block }) => /^\$\{google_service_account\./.test(nested(block.service_account).email ?? ""),
    fix: "set service_account.email to a google_service_account; the default one may edit the project",
    broken: { service_account: { email: "123456789012-compute@developer.gserviceaccount.com" } },
    mended: { service_account: { email: "${google_service_account.shop.email}" } },
    page: "https://cloud.google.com/compute/docs/access/service-accounts",
  },
  {
    id: "google-instance-group-zones",
    name: "Google instance groups span zones",
    type: "google_compute_region_instance_group_manager",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) => list(block.distribution_policy_zones).length > 1,
    fix: "set distribution_policy_zones to two or more zones",
    broken: { distribution_policy_zones: ["us-central1-a"] },
    mended: { distribution_policy_zones: ["us-central1-a", "us-central1-b"] },
    page: "https://cloud.google.com/compute/docs/instance-groups/regional-migs",
  },
  {
    id: "google-instance-group-healing",
    name: "Google instance groups replace unhealthy instances",
    type: "google_compute_region_instance_group_manager",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) => list(block.auto_healing_policies).length > 0,
    fix: "set auto_healing_policies",
    broken: { distribution_policy_zones: ["us-central1-a", "us-central1-b"] },
    mended: { auto_healing_policies: { health_check: "check", initial_delay_sec: 300 } },
    page: "https://cloud.google.com/compute/docs/instance-groups/autohealing-instances-in-migs",
  },
];

const loadBalancing: readonly Rule[] = [
  {
    id: "google-backend-cloud-armor",
    name: "Google backend services filter requests",
    type: "google_compute_backend_service",
    severity: "high",
    topic: "network",
    holds: ({ block }) => !!block.security_policy,
    fix: "set security_policy to a Cloud Armor policy",
    broken: { log_config: { enable: true } },
    mended: { security_policy: "policy" },
    page: "https://cloud.google.com/armor/docs/cloud-armor-overview",
  },
  {
    id: "google-backend-logs",
    name: "Google backend services log requests",
    type: "google_compute_backend_service",
    severity: "medium",
    topic: "logging",
    holds: ({ block }) => nested(block.log_config).enable === true,
    fix: "set log_config.enable",
    broken: { log_config: { enable: false } },
    mended: { log_config: { enable: true } },
    page: "https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
  },
  {
    id: "google-https-proxy-tls",
    name: "Google load balancers refuse TLS below 1.2",
    type: "google_compute_target_https_proxy",
    severity: "high",
    topic: "encryption in transit",
    cis: "3.9",
    holds: (proxy, all) =>
      all
        .of("google_compute_ssl_policy")
        .some(
          ({ stack, name, block }) =>
            stack === proxy.stack &&
            String(proxy.block.ssl_policy).startsWith(`\${google_compute_ssl_policy.${name}.`) &&
            block.min_tls_version === "TLS_1_2",
        ),
    fix: 'set ssl_policy to a google_compute_ssl_policy with min_tls_version "TLS_1_2"',
    broken: { url_map: "map" },
    mended: { ssl_policy: "${google_compute_ssl_policy.it.id}" },
    beside: { google_compute_ssl_policy: { it: { min_tls_version: "TLS_1_2" } } },
    page: "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
  },
  {
    id: "google-http-proxy",
    name: "Google load balancers answer over HTTPS only",
    type: "google_compute_target_http_proxy",
    severity: "high",
    topic: "encryption in transit",
    holds: () => false,
    fix: "use a google_compute_target_https_proxy",
    broken: { url_map: "map" },
    page: "https://cloud.google.com/load-balancing/docs/https",
  },
];

export const googleCompute: readonly Rule[] = [...instances, ...loadBalancing];

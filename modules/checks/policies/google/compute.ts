/** Compute Engine and Cloud Load Balancing. */
import { list, nested } from "../../model/values";
import type { Resource, Rule } from "../rule";

const shieldOf = ({ block }: Resource) => nested(block.shielded_instance_config);
const metadataOf = ({ block }: Resource) => block.metadata ?? {};

const instances: readonly Rule[] = [
  {
    name: "Google instances have no public address",
    type: "google_compute_instance_template",
    holds: ({ block }) =>
      list(block.network_interface).length > 0 &&
      list(block.network_interface).every(
        ({ access_config, ipv6_access_config }) => !access_config && !ipv6_access_config,
      ),
    fix: "leave out access_config and ipv6_access_config",
    broken: { network_interface: [{ access_config: [{}] }] },
  },
  {
    name: "Google instances are shielded VMs",
    type: "google_compute_instance_template",
    holds: (template) =>
      ["enable_secure_boot", "enable_vtpm", "enable_integrity_monitoring"].every(
        (argument) => shieldOf(template)[argument] === true,
      ),
    fix: "set shielded_instance_config with secure boot, vTPM and integrity monitoring",
    broken: { shielded_instance_config: { enable_secure_boot: false } },
  },
  {
    name: "Google instances have disks encrypted with a customer key",
    type: "google_compute_instance_template",
    holds: ({ block }) =>
      list(block.disk).every(({ disk_encryption_key }) => !!nested(disk_encryption_key).kms_key_self_link),
    fix: "set disk_encryption_key.kms_key_self_link of every disk",
    broken: { disk: [{ boot: true }] },
  },
  {
    name: "Google instances admit users through OS Login",
    type: "google_compute_instance_template",
    holds: (template) => metadataOf(template)["enable-oslogin"] === "TRUE",
    fix: 'set the metadata enable-oslogin to "TRUE"',
    broken: { metadata: { "enable-oslogin": "FALSE" } },
  },
  {
    name: "Google instances accept no SSH keys in metadata",
    type: "google_compute_instance_template",
    holds: (template) =>
      metadataOf(template)["block-project-ssh-keys"] === "TRUE" && metadataOf(template)["ssh-keys"] === undefined,
    fix: 'set the metadata block-project-ssh-keys to "TRUE", and leave out ssh-keys',
    broken: { metadata: { "ssh-keys": "user:ssh-ed25519 AAAA" } },
  },
  {
    name: "Google instances have no serial console",
    type: "google_compute_instance_template",
    holds: (template) => metadataOf(template)["serial-port-enable"] !== "TRUE",
    fix: "leave out the metadata serial-port-enable",
    broken: { metadata: { "serial-port-enable": "TRUE" } },
  },
  {
    name: "Google instances have their own service account",
    type: "google_compute_instance_template",
    holds: ({ block }) => /^\$\{google_service_account\./.test(nested(block.service_account).email ?? ""),
    fix: "set service_account.email to a google_service_account; the default one may edit the project",
    broken: { service_account: { email: "123456789012-compute@developer.gserviceaccount.com" } },
  },
  {
    name: "Google instance groups span zones",
    type: "google_compute_region_instance_group_manager",
    holds: ({ block }) => list(block.distribution_policy_zones).length > 1,
    fix: "set distribution_policy_zones to two or more zones",
    broken: { distribution_policy_zones: ["us-central1-a"] },
  },
  {
    name: "Google instance groups replace unhealthy instances",
    type: "google_compute_region_instance_group_manager",
    holds: ({ block }) => list(block.auto_healing_policies).length > 0,
    fix: "set auto_healing_policies",
    broken: { distribution_policy_zones: ["us-central1-a", "us-central1-b"] },
  },
];

const loadBalancing: readonly Rule[] = [
  {
    name: "Google backend services filter requests",
    type: "google_compute_backend_service",
    holds: ({ block }) => !!block.security_policy,
    fix: "set security_policy to a Cloud Armor policy",
    broken: { log_config: { enable: true } },
  },
  {
    name: "Google backend services log requests",
    type: "google_compute_backend_service",
    holds: ({ block }) => nested(block.log_config).enable === true,
    fix: "set log_config.enable",
    broken: { log_config: { enable: false } },
  },
  {
    name: "Google load balancers refuse TLS below 1.2",
    type: "google_compute_target_https_proxy",
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
  },
  {
    name: "Google load balancers answer over HTTPS only",
    type: "google_compute_target_http_proxy",
    holds: () => false,
    fix: "use a google_compute_target_https_proxy",
    broken: { url_map: "map" },
  },
];

export const googleCompute: readonly Rule[] = [...instances, ...loadBalancing];

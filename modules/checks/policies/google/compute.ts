/** Compute Engine. */
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

const shieldOf = ({ block }: Resource) => nested(block.shielded_instance_config);
const metadataOf = ({ block }: Resource) => block.metadata ?? {};

export const googleCompute: readonly Rule[] = [
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

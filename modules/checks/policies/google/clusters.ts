/** GKE clusters and their node pools. */
import { nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

const nodeOf = ({ block }: Resource) => nested(block.node_config);

const clusters: readonly Rule[] = [
  {
    id: "google-cluster-private-nodes",
    name: "GKE clusters have private nodes",
    type: "google_container_cluster",
    severity: "high",
    topic: "network",
    holds: ({ block }) => nested(block.private_cluster_config).enable_private_nodes === true,
    fix: "set private_cluster_config.enable_private_nodes",
    broken: { private_cluster_config: { enable_private_nodes: false } },
    mended: { private_cluster_config: { enable_private_nodes: true } },
    page: "https://cloud.google.com/kubernetes-engine/docs/concepts/private-cluster-concept",
  },
  {
    id: "google-cluster-legacy-authorization",
    name: "GKE clusters have no legacy authorization",
    type: "google_container_cluster",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => block.enable_legacy_abac !== true,
    fix: "leave out enable_legacy_abac",
    broken: { enable_legacy_abac: true },
    mended: { enable_legacy_abac: false },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster",
  },
  {
    id: "google-cluster-secrets-key",
    name: "GKE clusters encrypt secrets with a customer key",
    type: "google_container_cluster",
    severity: "high",
    topic: "secrets",
    holds: ({ block }) => {
      const { state, key_name } = nested(block.database_encryption);
      return state === "ENCRYPTED" && !!key_name;
    },
    fix: 'set database_encryption to the state "ENCRYPTED" and a key_name',
    broken: { database_encryption: { state: "DECRYPTED" } },
    mended: { database_encryption: { state: "ENCRYPTED", key_name: "key" } },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets",
  },
  {
    id: "google-cluster-workload-identity",
    name: "GKE clusters give pods their own identities",
    type: "google_container_cluster",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => !!nested(block.workload_identity_config).workload_pool,
    fix: "set workload_identity_config.workload_pool; otherwise pods have the service account of their node",
    broken: { name: "shop" },
    mended: { workload_identity_config: { workload_pool: "shop.svc.id.goog" } },
    page: "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity",
  },
  {
    id: "google-cluster-release-channel",
    name: "GKE clusters follow a release channel",
    type: "google_container_cluster",
    severity: "medium",
    topic: "patching",
    holds: ({ block }) => ["RAPID", "REGULAR", "STABLE", "EXTENDED"].includes(nested(block.release_channel).channel),
    fix: 'set release_channel.channel to "REGULAR"',
    broken: { release_channel: { channel: "UNSPECIFIED" } },
    mended: { release_channel: { channel: "REGULAR" } },
    page: "https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels",
  },
];

const nodePools: readonly Rule[] = [
  {
    id: "google-node-pool-upgrades",
    name: "node pools repair and upgrade their nodes",
    type: "google_container_node_pool",
    severity: "medium",
    topic: "patching",
    holds: ({ block }) => {
      const { auto_repair, auto_upgrade } = nested(block.management);
      return auto_repair === true && auto_upgrade === true;
    },
    fix: "set management.auto_repair and auto_upgrade",
    broken: { management: { auto_repair: true, auto_upgrade: false } },
    mended: { management: { auto_repair: true, auto_upgrade: true } },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-upgrades",
  },
  {
    id: "google-node-pool-service-account",
    name: "node pools have their own service account",
    type: "google_container_node_pool",
    severity: "high",
    topic: "least privilege",
    holds: (pool) => String(nodeOf(pool).service_account).includes("${"),
    fix: "set node_config.service_account to a google_service_account; the default one may edit the project",
    broken: { node_config: { service_account: "default" } },
    mended: { node_config: { service_account: "${google_service_account.nodes.email}" } },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster",
  },
  {
    id: "google-node-pool-legacy-metadata",
    name: "node pools refuse the legacy endpoints of metadata",
    type: "google_container_node_pool",
    severity: "medium",
    topic: "secrets",
    holds: (pool) => nodeOf(pool).metadata?.["disable-legacy-endpoints"] === "true",
    fix: 'set the metadata disable-legacy-endpoints of node_config to "true"',
    broken: { node_config: { metadata: {} } },
    mended: { node_config: { metadata: { "disable-legacy-endpoints": "true" } } },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/protecting-cluster-metadata",
  },
  {
    id: "google-node-pool-secure-boot",
    name: "node pools boot signed software only",
    type: "google_container_node_pool",
    severity: "medium",
    topic: "configuration",
    holds: (pool) => nested(nodeOf(pool).shielded_instance_config).enable_secure_boot === true,
    fix: "set node_config.shielded_instance_config.enable_secure_boot",
    broken: { node_config: { shielded_instance_config: { enable_secure_boot: false } } },
    mended: { node_config: { shielded_instance_config: { enable_secure_boot: true } } },
    page: "https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes",
  },
];

export const googleClusters: readonly Rule[] = [...clusters, ...nodePools];

/** Limits of GKE clusters, node pools and Artifact Registry. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { BOOT_DISK_GIBIBYTES } from "../limits";
import { member, role } from "./policies";

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NodeConfig */
const NODE_VALUES = {
  "node_config.disk_type": ["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"],
  "node_config.image_type": ["COS_CONTAINERD", "UBUNTU_CONTAINERD"],
  "node_config.workload_metadata_config.mode": ["GKE_METADATA", "GCE_METADATA"],
  "node_config.taint.effect": ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"],
};

const NODE_RANGES = {
  "node_config.disk_size_gb": [BOOT_DISK_GIBIBYTES.min, BOOT_DISK_GIBIBYTES.max],
} as const;

const zone = { pattern: /^[a-z]+-[a-z]+\d+-[a-z]$/, rule: "a zone such as us-central1-a" };

const machineType = { pattern: /^[a-z]\d[a-z]?(-[a-z0-9]+)+$/, rule: "a machine type such as e2-standard-4" };

const utcTime = {
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  rule: "a time in UTC such as 2026-01-03T05:00:00Z",
};

export const CONTAINERS: Readonly<Record<string, ArgumentLimits>> = {
  // https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories
  google_artifact_registry_repository: {
    values: {
      format: ["DOCKER", "MAVEN", "NPM", "PYTHON", "APT", "YUM", "GO", "KFP", "GENERIC"],
      mode: ["STANDARD_REPOSITORY", "VIRTUAL_REPOSITORY", "REMOTE_REPOSITORY"],
      "cleanup_policies.action": ["DELETE", "KEEP"],
      "cleanup_policies.condition.tag_state": ["TAGGED", "UNTAGGED", "ANY"],
      "vulnerability_scanning_config.enablement_config": ["INHERITED", "DISABLED"],
    },
    patterns: {
      "cleanup_policies.condition.older_than": { pattern: /^\d+[smhd]$/, rule: "a number and a unit, such as 14d" },
    },
  },
  google_artifact_registry_repository_iam_member: { patterns: { member, role } },
  // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
  google_container_cluster: {
    values: {
      ...NODE_VALUES,
      "anonymous_authentication_config.mode": ["ENABLED", "LIMITED"],
      "database_encryption.state": ["ENCRYPTED", "DECRYPTED"],
      datapath_provider: ["LEGACY_DATAPATH", "ADVANCED_DATAPATH"],
      "logging_config.enable_components": [
        "SYSTEM_COMPONENTS",
        "APISERVER",
        "CONTROLLER_MANAGER",
        "KCP_CONNECTION",
        "KCP_SSHD",
        "KCP_HPA",
        "SCHEDULER",
        "WORKLOADS",
      ],
      "monitoring_config.enable_components": [
        "SYSTEM_COMPONENTS",
        "APISERVER",
        "SCHEDULER",
        "CONTROLLER_MANAGER",
        "STORAGE",
        "HPA",
        "POD",
        "DAEMONSET",
        "DEPLOYMENT",
        "STATEFULSET",
        "KUBELET",
        "CADVISOR",
        "DCGM",
        "JOBSET",
      ],
      networking_mode: ["VPC_NATIVE", "ROUTES"],
      "network_policy.provider": ["CALICO", "PROVIDER_UNSPECIFIED"],
      "node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled": ["TRUE", "FALSE"],
      "release_channel.channel": ["UNSPECIFIED", "RAPID", "REGULAR", "STABLE", "EXTENDED"],
      "security_posture_config.mode": ["DISABLED", "BASIC", "ENTERPRISE"],
      "security_posture_config.vulnerability_mode": [
        "VULNERABILITY_DISABLED",
        "VULNERABILITY_BASIC",
        "VULNERABILITY_ENTERPRISE",
      ],
    },
    patterns: {
      "maintenance_policy.recurring_window.start_time": utcTime,
      "maintenance_policy.recurring_window.end_time": utcTime,
      "maintenance_policy.recurring_window.recurrence": {
        pattern: /^FREQ=(DAILY|WEEKLY)(;[A-Z]+=[A-Z0-9,]+)*$/,
        rule: "a recurrence of RFC 5545 such as FREQ=WEEKLY;BYDAY=SA,SU",
      },
      "node_config.machine_type": machineType,
      node_locations: zone,
      "private_cluster_config.master_ipv4_cidr_block": { pattern: /\/28$/, rule: "a /28" },
      "workload_identity_config.workload_pool": {
        pattern: /\.svc\.id\.goog$/,
        rule: "the project's pool, <project>.svc.id.goog",
      },
    },
    ranges: NODE_RANGES,
    exclusive: [
      ["private_cluster_config.master_ipv4_cidr_block", "private_cluster_config.private_endpoint_subnetwork"],
      ["maintenance_policy.recurring_window", "maintenance_policy.daily_maintenance_window"],
      ["ip_allocation_policy.cluster_secondary_range_name", "ip_allocation_policy.cluster_ipv4_cidr_block"],
      ["ip_allocation_policy.services_secondary_range_name", "ip_allocation_policy.services_ipv4_cidr_block"],
      ["node_config.preemptible", "node_config.spot"],
      ["enable_autopilot", "network_policy"],
    ],
    together: { network_policy: ["addons_config.network_policy_config"] },
  },
  // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools
  google_container_node_pool: {
    values: {
      ...NODE_VALUES,
      "autoscaling.location_policy": ["BALANCED", "ANY"],
      "upgrade_settings.strategy": ["SURGE", "BLUE_GREEN"],
    },
    patterns: { "node_config.machine_type": machineType, node_locations: zone },
    ranges: {
      ...NODE_RANGES,
      "autoscaling.min_node_count": [0, 1000],
      "autoscaling.max_node_count": [1, 1000],
      max_pods_per_node: [8, 256],
      node_count: [0, 1000],
      "upgrade_settings.max_surge": [0, 20],
      "upgrade_settings.max_unavailable": [0, 20],
    },
    exclusive: [
      ["node_count", "autoscaling"],
      ["node_count", "initial_node_count"],
      ["autoscaling.min_node_count", "autoscaling.total_min_node_count"],
      ["autoscaling.max_node_count", "autoscaling.total_max_node_count"],
      ["node_config.preemptible", "node_config.spot"],
      ["name", "name_prefix"],
    ],
    together: { "autoscaling.min_node_count": ["autoscaling.max_node_count"] },
  },
};

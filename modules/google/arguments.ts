/**
 * What Google Cloud accepts as arguments and the provider's schema does not say, by resource type. Compute
 * Engine's are at https://cloud.google.com/compute/docs/reference/rest/v1
 */
import type { ArgumentLimits } from "@modules/limits/arguments";

const METADATA = ["INCLUDE_ALL_METADATA", "EXCLUDE_ALL_METADATA"];

/** Powers of two; https://cloud.google.com/nat/docs/ports-and-addresses */
const PORTS = Array.from({ length: 12 }, (_, index) => 2 ** (index + 5));

/** https://cloud.google.com/iam/docs/principal-identifiers */
const member = {
  pattern:
    /^(user:|group:|serviceAccount:|domain:|deleted:|principal:\/\/|principalSet:\/\/|allUsers$|allAuthenticatedUsers$)/,
  rule: "a principal with its kind, such as serviceAccount:<email>",
};
const role = {
  pattern: /^(roles\/[\w.]+|(projects|organizations)\/[\w.:-]+\/roles\/[\w.]+)$/,
  rule: "a role such as roles/storage.objectViewer or projects/<project>/roles/<id>",
};

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NodeConfig */
const NODE_VALUES = {
  "node_config.disk_type": ["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"],
  "node_config.image_type": ["COS_CONTAINERD", "UBUNTU_CONTAINERD"],
  "node_config.workload_metadata_config.mode": ["GKE_METADATA", "GCE_METADATA"],
  "node_config.taint.effect": ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"],
};
const NODE_RANGES = { "node_config.disk_size_gb": [10, 65536] } as const;
const zone = { pattern: /^[a-z]+-[a-z]+\d+-[a-z]$/, rule: "a zone such as us-central1-a" };
const machineType = { pattern: /^[a-z]\d[a-z]?(-[a-z0-9]+)+$/, rule: "a machine type such as e2-standard-4" };
const moment = {
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  rule: "a time in UTC such as 2026-01-03T05:00:00Z",
};

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
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
  google_compute_address: {
    values: {
      address_type: ["INTERNAL", "EXTERNAL"],
      ip_version: ["IPV4", "IPV6"],
      network_tier: ["PREMIUM", "STANDARD"],
      purpose: [
        "GCE_ENDPOINT",
        "SHARED_LOADBALANCER_VIP",
        "VPC_PEERING",
        "IPSEC_INTERCONNECT",
        "PRIVATE_SERVICE_CONNECT",
      ],
    },
    exclusive: [["network", "subnetwork"]],
  },
  google_compute_firewall: {
    values: { direction: ["INGRESS", "EGRESS"], "log_config.metadata": METADATA },
    patterns: {
      "allow.protocol": { pattern: /^(tcp|udp|icmp|esp|ah|sctp|ipip|all|\d{1,3})$/, rule: "a protocol or its number" },
      "allow.ports": { pattern: /^\d{1,5}(-\d{1,5})?$/, rule: "a port or a range such as 8000-8010" },
    },
    ranges: { priority: [0, 65535] },
    exclusive: [
      ["allow", "deny"],
      ["source_tags", "source_service_accounts"],
      ["source_tags", "target_service_accounts"],
      ["target_tags", "source_service_accounts"],
      ["target_tags", "target_service_accounts"],
      ["source_ranges", "destination_ranges"],
    ],
  },
  google_compute_global_address: {
    values: {
      address_type: ["INTERNAL", "EXTERNAL"],
      ip_version: ["IPV4", "IPV6"],
      purpose: ["VPC_PEERING", "PRIVATE_SERVICE_CONNECT"],
    },
    ranges: { prefix_length: [8, 30] },
    together: { purpose: ["network", "address_type"] },
  },
  google_compute_network: {
    values: { routing_mode: ["REGIONAL", "GLOBAL"] },
    ranges: { mtu: [1300, 8896] },
  },
  google_compute_route: {
    ranges: { priority: [0, 65535] },
    exclusive: [["next_hop_gateway", "next_hop_instance", "next_hop_ip", "next_hop_vpn_tunnel", "next_hop_ilb"]],
  },
  google_compute_router: {
    values: { "bgp.advertise_mode": ["DEFAULT", "CUSTOM"] },
  },
  google_compute_router_nat: {
    values: {
      "log_config.filter": ["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"],
      max_ports_per_vm: [...PORTS.slice(1)],
      min_ports_per_vm: PORTS.slice(0, -1),
      nat_ip_allocate_option: ["AUTO_ONLY", "MANUAL_ONLY"],
      source_subnetwork_ip_ranges_to_nat: [
        "ALL_SUBNETWORKS_ALL_IP_RANGES",
        "ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES",
        "LIST_OF_SUBNETWORKS",
      ],
      "subnetwork.source_ip_ranges_to_nat": ["ALL_IP_RANGES", "LIST_OF_SECONDARY_IP_RANGES", "PRIMARY_IP_RANGE"],
    },
  },
  google_compute_subnetwork: {
    values: {
      "log_config.aggregation_interval": [
        "INTERVAL_5_SEC",
        "INTERVAL_30_SEC",
        "INTERVAL_1_MIN",
        "INTERVAL_5_MIN",
        "INTERVAL_10_MIN",
        "INTERVAL_15_MIN",
      ],
      "log_config.metadata": [...METADATA, "CUSTOM_METADATA"],
      purpose: [
        "PRIVATE",
        "REGIONAL_MANAGED_PROXY",
        "GLOBAL_MANAGED_PROXY",
        "PRIVATE_SERVICE_CONNECT",
        "PEER_MIGRATION",
        "PRIVATE_NAT",
      ],
      stack_type: ["IPV4_ONLY", "IPV4_IPV6", "IPV6_ONLY"],
    },
    patterns: {
      "secondary_ip_range.range_name": {
        pattern: /^(?=.{1,63}$)[a-z]([a-z0-9-]*[a-z0-9])?$/,
        rule: "1 to 63 lower-case letters, digits and hyphens, a letter first, no hyphen at the end",
      },
    },
    ranges: { "log_config.flow_sampling": [0, 1] },
  },
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
      "maintenance_policy.recurring_window.start_time": moment,
      "maintenance_policy.recurring_window.end_time": moment,
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
  google_iam_workload_identity_pool_provider: {
    exclusive: [["aws", "oidc", "saml", "x509"]],
    together: { oidc: ["attribute_condition"], "oidc.issuer_uri": ["attribute_mapping"] },
  },
  google_kms_crypto_key: {
    values: {
      purpose: ["ENCRYPT_DECRYPT", "ASYMMETRIC_SIGN", "ASYMMETRIC_DECRYPT", "MAC"],
      "version_template.protection_level": ["SOFTWARE", "HSM", "EXTERNAL", "EXTERNAL_VPC"],
    },
    patterns: {
      destroy_scheduled_duration: { pattern: /^\d+(\.\d{1,9})?s$/, rule: "seconds that end in s, such as 2592000s" },
      rotation_period: {
        pattern: /^(?!\d{1,4}s|[1-7]\d{4}s|8[0-5]\d{3}s|86[0-3]\d{2}s)\d+(\.\d{1,9})?s$/,
        rule: "seconds that end in s, a day or more, such as 7776000s",
      },
    },
  },
  google_kms_crypto_key_iam_member: { patterns: { member, role } },
  google_logging_project_bucket_config: { ranges: { retention_days: [1, 3650] } },
  google_project_iam_custom_role: {
    values: { stage: ["ALPHA", "BETA", "GA", "DEPRECATED", "DISABLED", "EAP"] },
    patterns: {
      permissions: {
        pattern: /^[a-z0-9]+\.[a-zA-Z0-9_]+\.[a-zA-Z0-9]+$/,
        rule: "a permission such as compute.networks.get",
      },
    },
  },
  google_project_iam_member: { patterns: { member, role } },
  google_project_service: {
    patterns: { service: { pattern: /^[a-z0-9-]+\.googleapis\.com$/, rule: "an API such as compute.googleapis.com" } },
  },
  google_service_account_iam_member: { patterns: { member, role } },
  google_service_networking_connection: {
    values: { deletion_policy: ["ABANDON"] },
    patterns: {
      service: { pattern: /^[a-z0-9-]+\.googleapis\.com$/, rule: "a service such as servicenetworking.googleapis.com" },
    },
  },
};

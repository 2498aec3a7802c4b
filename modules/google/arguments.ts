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
const seconds = { pattern: /^\d+(\.\d{1,9})?s$/, rule: "seconds that end in s, such as 604800s" };
const STORAGE_CLASSES = ["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"];

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
  google_compute_backend_service: {
    values: {
      "backend.balancing_mode": ["UTILIZATION", "RATE", "CONNECTION"],
      load_balancing_scheme: ["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"],
      protocol: ["HTTP", "HTTPS", "HTTP2", "H2C", "TCP", "SSL", "GRPC", "UDP"],
    },
    ranges: {
      "backend.capacity_scaler": [0, 1],
      "backend.max_utilization": [0, 1],
      connection_draining_timeout_sec: [0, 3600],
      "log_config.sample_rate": [0, 1],
      timeout_sec: [1, 2147483647],
    },
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
  google_compute_global_forwarding_rule: {
    values: {
      ip_protocol: ["TCP", "UDP", "ESP", "AH", "SCTP", "ICMP"],
      load_balancing_scheme: ["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"],
    },
  },
  google_compute_health_check: {
    ranges: {
      check_interval_sec: [1, 300],
      healthy_threshold: [1, 10],
      "http_health_check.port": [1, 65535],
      timeout_sec: [1, 300],
      unhealthy_threshold: [1, 10],
    },
    patterns: { "http_health_check.request_path": { pattern: /^\//, rule: "a path that begins with /" } },
    exclusive: [
      [
        "grpc_health_check",
        "http2_health_check",
        "http_health_check",
        "https_health_check",
        "ssl_health_check",
        "tcp_health_check",
      ],
    ],
  },
  google_compute_instance_template: {
    values: {
      "disk.disk_type": [
        "pd-standard",
        "pd-balanced",
        "pd-ssd",
        "pd-extreme",
        "hyperdisk-balanced",
        "hyperdisk-extreme",
        "hyperdisk-throughput",
        "local-ssd",
      ],
      "scheduling.on_host_maintenance": ["MIGRATE", "TERMINATE"],
      "scheduling.provisioning_model": ["STANDARD", "SPOT", "FLEX_START"],
    },
    patterns: {
      tags: {
        pattern: /^(?=.{1,63}$)[a-z]([a-z0-9-]*[a-z0-9])?$/,
        rule: "1 to 63 lower-case letters, digits and hyphens, a letter first, no hyphen at the end",
      },
    },
    ranges: { "disk.disk_size_gb": [10, 65536] },
    exclusive: [["name", "name_prefix"]],
  },
  google_compute_network: {
    values: { routing_mode: ["REGIONAL", "GLOBAL"] },
    ranges: { mtu: [1300, 8896] },
  },
  google_compute_region_autoscaler: {
    values: { "autoscaling_policy.mode": ["ON", "OFF", "ONLY_UP", "ONLY_SCALE_OUT"] },
    ranges: { "autoscaling_policy.cpu_utilization.target": [0.01, 1] },
  },
  google_compute_region_instance_group_manager: {
    values: {
      distribution_policy_target_shape: ["EVEN", "BALANCED", "ANY", "ANY_SINGLE_ZONE"],
      "update_policy.instance_redistribution_type": ["PROACTIVE", "NONE"],
      "update_policy.minimal_action": ["NONE", "REFRESH", "RESTART", "REPLACE"],
      "update_policy.most_disruptive_allowed_action": ["NONE", "REFRESH", "RESTART", "REPLACE"],
      "update_policy.replacement_method": ["SUBSTITUTE", "RECREATE"],
      "update_policy.type": ["PROACTIVE", "OPPORTUNISTIC"],
    },
    ranges: { "auto_healing_policies.initial_delay_sec": [0, 3600], "named_port.port": [1, 65535] },
    exclusive: [
      ["update_policy.max_surge_fixed", "update_policy.max_surge_percent"],
      ["update_policy.max_unavailable_fixed", "update_policy.max_unavailable_percent"],
    ],
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
  google_compute_security_policy: {
    values: {
      "rule.rate_limit_options.conform_action": ["allow"],
      "rule.rate_limit_options.rate_limit_threshold.interval_sec": [
        10, 30, 60, 120, 180, 240, 270, 300, 600, 900, 1200, 1800, 2700, 3600,
      ],
      type: ["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE", "CLOUD_ARMOR_INTERNAL_SERVICE"],
    },
    patterns: {
      "rule.action": {
        pattern: /^(allow|deny\((403|404|502)\)|rate_based_ban|redirect|throttle)$/,
        rule: "allow, deny(403), deny(404), deny(502), rate_based_ban, redirect or throttle",
      },
      "rule.rate_limit_options.exceed_action": {
        pattern: /^(redirect|deny\((403|404|429|502)\))$/,
        rule: "redirect or deny(403), deny(404), deny(429) or deny(502)",
      },
    },
    ranges: { "rule.priority": [0, 2147483647] },
  },
  google_compute_ssl_policy: {
    values: {
      min_tls_version: ["TLS_1_0", "TLS_1_1", "TLS_1_2"],
      profile: ["COMPATIBLE", "MODERN", "RESTRICTED", "CUSTOM"],
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
  google_firestore_backup_schedule: {
    values: {
      "weekly_recurrence.day": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
    },
    patterns: { retention: seconds },
    exclusive: [["daily_recurrence", "weekly_recurrence"]],
  },
  google_firestore_database: {
    values: {
      concurrency_mode: ["OPTIMISTIC", "PESSIMISTIC", "OPTIMISTIC_WITH_ENTITY_GROUPS"],
      database_edition: ["STANDARD", "ENTERPRISE"],
      delete_protection_state: ["DELETE_PROTECTION_ENABLED", "DELETE_PROTECTION_DISABLED"],
      deletion_policy: ["ABANDON", "DELETE"],
      point_in_time_recovery_enablement: ["POINT_IN_TIME_RECOVERY_ENABLED", "POINT_IN_TIME_RECOVERY_DISABLED"],
      type: ["FIRESTORE_NATIVE", "DATASTORE_MODE"],
    },
    // Such as us-central of App Engine, which is no location of Firestore's; https://cloud.google.com/firestore/docs/locations
    patterns: { location_id: { pattern: /^(nam5|nam7|eur3|[a-z]+-[a-z]+\d+)$/, rule: "nam5, nam7, eur3 or a region" } },
  },
  google_firestore_index: {
    values: {
      "fields.array_config": ["CONTAINS"],
      "fields.order": ["ASCENDING", "DESCENDING"],
      query_scope: ["COLLECTION", "COLLECTION_GROUP", "COLLECTION_RECURSIVE"],
    },
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
  google_redis_instance: {
    values: {
      connect_mode: ["DIRECT_PEERING", "PRIVATE_SERVICE_ACCESS"],
      "maintenance_policy.weekly_maintenance_window.day": [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
      ],
      "persistence_config.persistence_mode": ["DISABLED", "RDB"],
      "persistence_config.rdb_snapshot_period": ["ONE_HOUR", "SIX_HOURS", "TWELVE_HOURS", "TWENTY_FOUR_HOURS"],
      read_replicas_mode: ["READ_REPLICAS_DISABLED", "READ_REPLICAS_ENABLED"],
      redis_version: ["REDIS_3_2", "REDIS_4_0", "REDIS_5_0", "REDIS_6_X", "REDIS_7_0", "REDIS_7_2"],
      "redis_configs.maxmemory-policy": [
        "noeviction",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
      ],
      tier: ["BASIC", "STANDARD_HA"],
      transit_encryption_mode: ["SERVER_AUTHENTICATION", "DISABLED"],
    },
    ranges: { memory_size_gb: [1, 300], "maintenance_policy.weekly_maintenance_window.start_time.hours": [0, 23] },
    together: { reserved_ip_range: ["authorized_network"] },
  },
  google_secret_manager_secret: {
    exclusive: [
      ["replication.auto", "replication.user_managed"],
      ["expire_time", "ttl"],
    ],
    together: { "rotation.rotation_period": ["rotation.next_rotation_time"], rotation: ["topics"] },
  },
  google_secret_manager_secret_iam_member: { patterns: { member, role } },
  google_secret_manager_secret_version: {
    values: { deletion_policy: ["DELETE", "DISABLE", "ABANDON"] },
    exclusive: [["secret_data", "secret_data_wo"]],
    together: { secret_data_wo: ["secret_data_wo_version"] },
  },
  google_service_account_iam_member: { patterns: { member, role } },
  google_service_networking_connection: {
    values: { deletion_policy: ["ABANDON"] },
    patterns: {
      service: { pattern: /^[a-z0-9-]+\.googleapis\.com$/, rule: "a service such as servicenetworking.googleapis.com" },
    },
  },
  google_sql_database: { values: { deletion_policy: ["ABANDON", "DELETE"] } },
  google_sql_database_instance: {
    values: {
      "settings.activation_policy": ["ALWAYS", "NEVER", "ON_DEMAND"],
      "settings.availability_type": ["REGIONAL", "ZONAL"],
      "settings.backup_configuration.backup_retention_settings.retention_unit": ["COUNT"],
      "settings.disk_type": ["PD_SSD", "PD_HDD", "HYPERDISK_BALANCED"],
      "settings.edition": ["ENTERPRISE", "ENTERPRISE_PLUS"],
      "settings.ip_configuration.ssl_mode": [
        "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
        "ENCRYPTED_ONLY",
        "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
      ],
      "settings.maintenance_window.update_track": ["canary", "stable", "week5"],
      "settings.password_validation_policy.complexity": ["COMPLEXITY_DEFAULT", "COMPLEXITY_UNSPECIFIED"],
    },
    patterns: {
      database_version: {
        pattern:
          /^(POSTGRES_(9_6|1[0-8])|MYSQL_(5_[67]|8_0|8_0_\d+|8_4)|SQLSERVER_\d{4}_(STANDARD|ENTERPRISE|EXPRESS|WEB))$/,
        rule: "a version such as POSTGRES_15",
      },
      "settings.backup_configuration.start_time": {
        pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
        rule: "a time such as 03:00",
      },
      // https://cloud.google.com/sql/docs/postgres/create-instance#machine-types
      "settings.tier": {
        pattern: /^db-(f1-micro|g1-small|custom-\d+-\d+|perf-optimized-N-\d+)$/,
        rule: "a tier such as db-custom-4-16384",
      },
    },
    ranges: {
      "settings.backup_configuration.backup_retention_settings.retained_backups": [1, 365],
      "settings.backup_configuration.transaction_log_retention_days": [1, 35],
      "settings.disk_size": [10, 65536],
      "settings.insights_config.query_plans_per_minute": [0, 20],
      "settings.insights_config.query_string_length": [256, 4500],
      "settings.maintenance_window.day": [1, 7],
      "settings.maintenance_window.hour": [0, 23],
    },
    together: { "settings.ip_configuration.allocated_ip_range": ["settings.ip_configuration.private_network"] },
  },
  google_sql_user: {
    values: {
      deletion_policy: ["ABANDON"],
      type: ["BUILT_IN", "CLOUD_IAM_USER", "CLOUD_IAM_SERVICE_ACCOUNT", "CLOUD_IAM_GROUP"],
    },
    exclusive: [["password", "password_wo"]],
    together: { password_wo: ["password_wo_version"] },
  },
  google_storage_bucket: {
    values: {
      "lifecycle_rule.action.storage_class": STORAGE_CLASSES,
      "lifecycle_rule.action.type": ["Delete", "SetStorageClass", "AbortIncompleteMultipartUpload"],
      "lifecycle_rule.condition.with_state": ["LIVE", "ARCHIVED", "ANY"],
      public_access_prevention: ["enforced", "inherited"],
      rpo: ["DEFAULT", "ASYNC_TURBO"],
      storage_class: STORAGE_CLASSES,
    },
    ranges: { "soft_delete_policy.retention_duration_seconds": [0, 90 * 24 * 60 * 60] },
  },
  google_storage_bucket_iam_member: { patterns: { member, role } },
};

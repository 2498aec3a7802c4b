/** Limits of networks, firewall rules, routers and addresses; https://cloud.google.com/compute/docs/reference/rest/v1 */
import type { ArgumentLimits } from "@modules/core/arguments";

const METADATA = ["INCLUDE_ALL_METADATA", "EXCLUDE_ALL_METADATA"];

/** Numbers of ports that Cloud NAT accepts, powers of two; https://cloud.google.com/nat/docs/ports-and-addresses */
const PORTS = Array.from({ length: 12 }, (_, index) => 2 ** (index + 5));

export const NETWORK: Readonly<Record<string, ArgumentLimits>> = {
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
  google_service_networking_connection: {
    values: { deletion_policy: ["ABANDON"] },
    patterns: {
      service: { pattern: /^[a-z0-9-]+\.googleapis\.com$/, rule: "a service such as servicenetworking.googleapis.com" },
    },
  },
};

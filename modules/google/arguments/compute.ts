/** Limits of instance templates, instance groups and health checks; https://cloud.google.com/compute/docs/reference/rest/v1 */
import type { ArgumentLimits } from "@modules/core/arguments";
import { BOOT_DISK_GIBIBYTES } from "../limits";

export const COMPUTE: Readonly<Record<string, ArgumentLimits>> = {
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
    ranges: { "disk.disk_size_gb": [BOOT_DISK_GIBIBYTES.min, BOOT_DISK_GIBIBYTES.max] },
    exclusive: [["name", "name_prefix"]],
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
};

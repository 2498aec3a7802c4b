/** Limits of load balancers and Cloud Armor policies; https://cloud.google.com/compute/docs/reference/rest/v1 */
import type { ArgumentLimits } from "@modules/core/arguments";

export const LOAD_BALANCING: Readonly<Record<string, ArgumentLimits>> = {
  google_certificate_manager_certificate_map_entry: { values: { matcher: ["PRIMARY"] } },
  google_certificate_manager_dns_authorization: { values: { type: ["FIXED_RECORD", "PER_PROJECT_RECORD"] } },
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
  google_compute_global_forwarding_rule: {
    values: {
      ip_protocol: ["TCP", "UDP", "ESP", "AH", "SCTP", "ICMP"],
      load_balancing_scheme: ["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"],
    },
  },
  google_compute_security_policy: {
    values: {
      "rule.rate_limit_options.conform_action": ["allow"],
      "rule.rate_limit_options.enforce_on_key": [
        "ALL",
        "HTTP_COOKIE",
        "HTTP_HEADER",
        "HTTP_PATH",
        "IP",
        "REGION_CODE",
        "SNI",
        "TLS_JA3_FINGERPRINT",
        "TLS_JA4_FINGERPRINT",
        "USER_IP",
        "XFF_IP",
      ],
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
};

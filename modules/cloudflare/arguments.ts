/** Limits that Cloudflare enforces on arguments and that the provider's schema leaves out, by resource type. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { PHASES } from "./rules/phases";

const onOff = ["on", "off"];

const id = { pattern: /^[0-9a-f]{32}$/, rule: "the 32 hexadecimal digits of an id" };

const day = { pattern: /^\d{4}-\d{2}-\d{2}$/, rule: "a day, YYYY-MM-DD" };

const hostAndPath = {
  pattern: /^(https?:\/\/)?[^/*]*\*?[^/*]*\/.*$/,
  rule: "a host and a path, such as *.example.com/*",
};

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  cloudflare_argo_tiered_caching: { values: { value: onOff }, patterns: { zone_id: id } },
  cloudflare_dns_record: {
    values: {
      type: [
        "A",
        "AAAA",
        "CAA",
        "CERT",
        "CNAME",
        "DNSKEY",
        "DS",
        "HTTPS",
        "LOC",
        "MX",
        "NAPTR",
        "NS",
        "OPENPGPKEY",
        "PTR",
        "SMIMEA",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
        "URI",
      ],
    },
    patterns: {
      zone_id: id,
      comment: { pattern: /^.{0,500}$/s, rule: "at most 500 characters" },
      ttl: { pattern: /^(1|[3-9]\d|\d{3,})$/, rule: "1, which is automatic, or at least 30" },
    },
    ranges: { ttl: [1, 86_400], priority: [0, 65_535] },
    exclusive: [["content", "data"]],
    returned: {
      content: {
        holds: (contents) => !contents.some((content) => String(content).endsWith(".")),
        rule: "without a dot at the end",
        page: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/7286",
      },
    },
  },
  cloudflare_load_balancer: {
    values: {
      steering_policy: [
        "off",
        "geo",
        "random",
        "dynamic_latency",
        "proximity",
        "least_outstanding_requests",
        "least_connections",
        "",
      ],
      session_affinity: ["none", "cookie", "ip_cookie", "header"],
    },
    ranges: { ttl: [10, 86_400], session_affinity_ttl: [30, 604_800] },
    patterns: { zone_id: id },
  },
  cloudflare_load_balancer_monitor: {
    values: {
      type: ["http", "https", "tcp", "udp_icmp", "icmp_ping", "smtp"],
      method: ["GET", "HEAD", "connection_established"],
    },
    ranges: {
      interval: [10, 3600],
      timeout: [1, 10],
      retries: [0, 5],
      port: [0, 65_535],
      consecutive_down: [0, 10],
      consecutive_up: [0, 10],
    },
    patterns: {
      account_id: id,
      path: { pattern: /^\//, rule: "a path that begins with a slash" },
      expected_codes: { pattern: /^\d(\d{2}|xx)([,-]\d(\d{2}|xx))*$/, rule: "codes such as 200 or 2xx" },
    },
  },
  cloudflare_load_balancer_pool: {
    values: {
      check_regions: [
        "WNAM",
        "ENAM",
        "WEU",
        "EEU",
        "NSAM",
        "SSAM",
        "OC",
        "ME",
        "NAF",
        "SAF",
        "SAS",
        "SEAS",
        "NEAS",
        "ALL_REGIONS",
      ],
    },
    ranges: { "origins.weight": [0, 1], "origins.port": [0, 65_535], minimum_origins: [0, 1000] },
    patterns: { account_id: id },
    exclusive: [["monitor", "monitor_group"]],
    returned: {
      "origins.name": {
        // Only Terraform knows where a name with an expression belongs.
        holds: (names) =>
          names.some((name) => String(name).includes("${")) ||
          names.every((name, index) => index === 0 || names[index - 1] <= name),
        rule: "sorted",
        page: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/7179",
      },
    },
  },
  cloudflare_notification_policy: {
    values: {
      "filters.event_source": ["pool", "origin"],
      "filters.new_health": ["Healthy", "Unhealthy"],
    },
    patterns: { account_id: id },
  },
  cloudflare_ruleset: {
    values: {
      kind: ["managed", "custom", "root", "zone"],
      phase: Object.keys(PHASES),
      "rules.action_parameters.ssl": ["off", "flexible", "full", "strict", "origin_pull"],
      "rules.action_parameters.security_level": ["off", "essentially_off", "low", "medium", "high", "under_attack"],
      "rules.action_parameters.edge_ttl.mode": ["respect_origin", "override_origin", "bypass_by_default"],
      "rules.action_parameters.browser_ttl.mode": ["respect_origin", "override_origin", "bypass_by_default", "bypass"],
      "rules.action_parameters.from_value.status_code": [301, 302, 303, 307, 308],
      "rules.action_parameters.headers.*.operation": ["add", "set", "remove"],
      "rules.action_parameters.overrides.sensitivity_level": ["default", "medium", "low", "eoff"],
      "rules.ratelimit.period": [10, 60, 120, 300, 600, 3600],
      "rules.ratelimit.mitigation_timeout": [0, 10, 60, 120, 300, 600, 3600, 86_400],
    },
    patterns: {
      zone_id: id,
      account_id: id,
      "rules.expression": { pattern: /^.{1,4096}$/s, rule: "1 to 4096 characters" },
    },
    exclusive: [["zone_id", "account_id"]],
  },
  cloudflare_tiered_cache: { values: { value: onOff }, patterns: { zone_id: id } },
  cloudflare_worker_version: {
    patterns: {
      account_id: id,
      compatibility_date: day,
      "bindings.name": { pattern: /^[A-Za-z_]\w*$/, rule: "a name in JavaScript" },
    },
  },
  cloudflare_workers_deployment: {
    values: { strategy: ["percentage"] },
    ranges: { "versions.percentage": [0.01, 100] },
    patterns: { account_id: id },
  },
  cloudflare_workers_route: { patterns: { zone_id: id, pattern: hostAndPath } },
  cloudflare_workers_script: {
    ranges: { "observability.head_sampling_rate": [0, 1], "observability.logs.head_sampling_rate": [0, 1] },
    patterns: {
      account_id: id,
      compatibility_date: day,
      "bindings.name": { pattern: /^[A-Za-z_]\w*$/, rule: "a name in JavaScript" },
    },
    exclusive: [
      ["content", "content_file"],
      ["main_module", "body_part"],
    ],
  },
  cloudflare_zone: { values: { type: ["full", "partial", "secondary", "internal"] }, patterns: { "account.id": id } },
  cloudflare_zone_dnssec: { values: { status: ["active", "disabled"] }, patterns: { zone_id: id } },
  cloudflare_zone_setting: {
    values: {
      setting_id: [
        "0rtt",
        "always_use_https",
        "automatic_https_rewrites",
        "browser_cache_ttl",
        "min_tls_version",
        "opportunistic_encryption",
        "security_header",
        "security_level",
        "ssl",
        "tls_1_3",
        "tls_client_auth",
        "websockets",
      ],
    },
    ranges: { "value.strict_transport_security.max_age": [0, 31_536_000] },
    patterns: { zone_id: id },
  },
};

/** Cloud Load Balancing and Cloud Armor. */
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

/** Headers from which a Cloud Armor policy reads the address of the client. */
function clientHeadersOf({ block }: Resource): string[] {
  return list(nested(block.advanced_options_config).user_ip_request_headers);
}

/** Priority of the rule that decides about requests that match no other rule. */
const LAST_RULE = 2147483647;

export const googleLoadBalancing: readonly Rule[] = [
  {
    id: "google-backend-cloud-armor",
    name: "Google backend services filter requests",
    type: "google_compute_backend_service",
    severity: "high",
    topic: "network",
    holds: ({ block }) => !!block.security_policy,
    fix: "set security_policy to a Cloud Armor policy",
    broken: { log_config: { enable: true } },
    mended: { security_policy: "policy" },
    page: "https://cloud.google.com/armor/docs/cloud-armor-overview",
  },
  {
    id: "google-backend-logs",
    name: "Google backend services log requests",
    type: "google_compute_backend_service",
    severity: "medium",
    topic: "logging",
    holds: ({ block }) => nested(block.log_config).enable === true,
    fix: "set log_config.enable",
    broken: { log_config: { enable: false } },
    mended: { log_config: { enable: true } },
    page: "https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
  },
  {
    id: "google-armor-log-level",
    name: "Cloud Armor policies log no values of requests",
    type: "google_compute_security_policy",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => nested(block.advanced_options_config).log_level !== "VERBOSE",
    fix: 'leave out advanced_options_config.log_level; "VERBOSE" logs the header, cookie or argument that a rule matched',
    broken: { advanced_options_config: { log_level: "VERBOSE" } },
    mended: { advanced_options_config: { log_level: "NORMAL" } },
    page: "https://cloud.google.com/armor/docs/verbose-logging",
  },
  {
    id: "google-https-proxy-tls",
    name: "Google load balancers refuse TLS below 1.2",
    type: "google_compute_target_https_proxy",
    severity: "high",
    topic: "encryption in transit",
    cis: "3.9",
    holds: (proxy, all) => all.named(proxy, "ssl_policy")?.block.min_tls_version === "TLS_1_2",
    fix: 'set ssl_policy to a google_compute_ssl_policy with min_tls_version "TLS_1_2"',
    broken: { url_map: "map" },
    mended: { ssl_policy: "${google_compute_ssl_policy.it.id}" },
    beside: { google_compute_ssl_policy: { it: { min_tls_version: "TLS_1_2" } } },
    page: "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
  },
  {
    id: "google-cloud-armor-attacks",
    name: "Cloud Armor policies refuse known attacks",
    type: "google_compute_security_policy",
    severity: "medium",
    topic: "vulnerabilities",
    holds: ({ block }) => JSON.stringify(block.rule ?? []).includes("evaluatePreconfiguredWaf('cve-canary'"),
    fix: "add a rule with evaluatePreconfiguredWaf('cve-canary'), which stops Log4Shell",
    broken: { rule: [] },
    mended: { rule: [{ match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } } }] },
    page: "https://cloud.google.com/armor/docs/waf-rules",
  },
  {
    id: "google-cloud-armor-client-header-sources",
    name: "Cloud Armor policies that read the client's address from a header refuse unknown sources",
    type: "google_compute_security_policy",
    severity: "high",
    topic: "network",
    holds: (policy) =>
      clientHeadersOf(policy).length === 0 ||
      list(policy.block.rule).some(({ priority, action }) => priority === LAST_RULE && /^deny/.test(action)),
    fix: `set the action of the rule of priority ${LAST_RULE} to deny(403), and admit the proxies by a rule before`,
    broken: { advanced_options_config: { user_ip_request_headers: ["X-Client"] }, rule: [{ priority: LAST_RULE }] },
    mended: {
      advanced_options_config: { user_ip_request_headers: ["X-Client"] },
      rule: [{ priority: LAST_RULE, action: "deny(403)" }],
    },
    page: "https://cloud.google.com/armor/docs/rate-limiting-overview",
  },
  {
    id: "google-cloud-armor-client-rate",
    name: "Cloud Armor policies behind proxies limit the rate of each client",
    type: "google_compute_security_policy",
    severity: "medium",
    topic: "availability",
    holds: (policy) =>
      clientHeadersOf(policy).length === 0 ||
      list(policy.block.rule).every(
        ({ rate_limit_options }) => !rate_limit_options || nested(rate_limit_options).enforce_on_key === "USER_IP",
      ),
    fix: 'set rate_limit_options.enforce_on_key to "USER_IP"; "IP" is the address of the proxy',
    broken: {
      advanced_options_config: { user_ip_request_headers: ["X-Client"] },
      rule: [{ priority: 1, rate_limit_options: { enforce_on_key: "IP" } }],
    },
    mended: {
      advanced_options_config: { user_ip_request_headers: ["X-Client"] },
      rule: [{ priority: 1, rate_limit_options: { enforce_on_key: "USER_IP" } }],
    },
    page: "https://cloud.google.com/armor/docs/rate-limiting-overview",
  },
  {
    id: "google-http-proxy",
    name: "Google load balancers answer over HTTPS only",
    type: "google_compute_target_http_proxy",
    severity: "high",
    topic: "encryption in transit",
    holds: () => false,
    fix: "use a google_compute_target_https_proxy",
    broken: { url_map: "map" },
    page: "https://cloud.google.com/load-balancing/docs/https",
  },
];

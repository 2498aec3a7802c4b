import { type AlertRule, alertRulesYaml } from "@modules/config/prometheus";
import { DISKS, FAILED_LOGINS, FAILED_REQUESTS, REQUEST_SECONDS, REQUESTS, SUSPICIOUS_REQUESTS } from "./metrics";

function rule(
  alert: string,
  severity: AlertRule["labels"]["severity"],
  expr: string,
  duration: string,
  summary: string,
): AlertRule {
  return { alert, expr, for: duration, labels: { severity }, annotations: { summary } };
}

/**
 * Alerts on availability. A server that scaling has stopped disappears from the targets within a minute, the refresh
 * interval of discovery.
 */
const AVAILABILITY: readonly AlertRule[] = [
  rule(
    "ApiDown",
    "critical",
    'sum(up{job="api-servers"}) == 0 or absent(up{job="api-servers"})',
    "1m",
    "No server of the API answers: look at the load balancer's targets and the newest version",
  ),
  rule(
    "ApiServerDown",
    "warning",
    'up{job="api-servers"} == 0',
    "5m",
    "Server {{ $labels.instance }} of the API has not answered for five minutes",
  ),
  rule(
    "DatabaseDown",
    "critical",
    'pg_up{job="database"} == 0',
    "1m",
    "The database refuses connections: look at its events, failovers among them",
  ),
  rule(
    "DatabaseUnobserved",
    "warning",
    'up{job="database"} == 0 or absent(pg_up{job="database"})',
    "15m",
    "The exporter of the database has not answered for fifteen minutes: journalctl -u postgres-exporter",
  ),
  rule(
    "RedisDown",
    "critical",
    'redis_up{job="redis"} == 0',
    "1m",
    "Node {{ $labels.instance }} of the cache refuses connections",
  ),
  rule(
    "RedisUnobserved",
    "warning",
    'absent(redis_up{job="redis"})',
    "15m",
    "The exporter of the cache has not answered for fifteen minutes: journalctl -u redis-exporter",
  ),
  rule(
    "PrometheusDown",
    "warning",
    'up{job=~"prometheus|alertmanager"} == 0',
    "5m",
    "{{ $labels.job }} on {{ $labels.instance }} has not answered for five minutes; the other server still watches",
  ),
];

const USE = (mountpoint: string) => `{${DISKS}${mountpoint}}`;

const RESOURCES: readonly AlertRule[] = [
  rule(
    "DiskFull",
    "critical",
    `100 * (1 - node_filesystem_avail_bytes${USE("")} / node_filesystem_size_bytes${USE("")}) > 90`,
    "5m",
    "The disk at {{ $labels.mountpoint }} of {{ $labels.instance }} is over 90% full",
  ),
  rule(
    "HighCpu",
    "warning",
    '100 * (1 - avg by (instance, name) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > 80',
    "10m",
    "{{ $labels.name }} {{ $labels.instance }} has used over 80% of its CPU for ten minutes",
  ),
  rule(
    "HighMemory",
    "warning",
    "100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 85",
    "10m",
    "{{ $labels.name }} {{ $labels.instance }} has used over 85% of its memory for ten minutes",
  ),
];

const SERVICE: readonly AlertRule[] = [
  rule(
    "SlowResponses",
    "informational",
    `histogram_quantile(0.95, sum by (le) (rate(${REQUEST_SECONDS}[5m]))) > 1`,
    "5m",
    "One request in twenty has taken more than a second for five minutes",
  ),
  rule(
    "HighErrorRate",
    "warning",
    `100 * sum(rate(${FAILED_REQUESTS}[5m])) / sum(rate(${REQUESTS}[5m])) > 5`,
    "5m",
    "More than 5% of the requests have failed for five minutes",
  ),
  rule(
    "ManyFailedLogins",
    "warning",
    `sum(rate(${FAILED_LOGINS}[5m])) > 1`,
    "5m",
    "More than one login a second has failed for five minutes: somebody may be guessing passwords",
  ),
  rule(
    "SuspiciousActivity",
    "warning",
    `sum(rate(${SUSPICIOUS_REQUESTS}[5m])) > 1`,
    "5m",
    "The application has refused more than one suspicious request a second for five minutes",
  ),
];

/** Text of `alert_rules.yml`. */
export function alertRules(): string {
  return alertRulesYaml([
    { name: "availability", rules: AVAILABILITY },
    { name: "resources", rules: RESOURCES },
    { name: "service", rules: SERVICE },
  ]);
}

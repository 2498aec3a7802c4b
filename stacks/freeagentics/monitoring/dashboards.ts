/** Grafana dashboards; durations are 95th percentiles. */
import { type DashboardProps, dashboardJson, type Panel } from "@modules/config/grafana";
import {
  ACTIVE_USERS,
  DISKS,
  FAILED_LOGINS,
  FAILED_REQUESTS,
  REQUEST_SECONDS,
  REQUESTS,
  SUSPICIOUS_REQUESTS,
  TRANSACTIONS,
} from "./metrics";

const RATE = "[$__rate_interval]";
const NAME = "{{name}} {{instance}}";
const INTERFACES = 'device!~"lo|docker.*|veth.*"';

const panel = (title: string, unit: string, queries: Panel["queries"]): Panel => ({ title, unit, queries });

const SYSTEM: readonly Panel[] = [
  panel("Servers of the API that answer", "short", { servers: 'sum(up{job="api-servers"})' }),
  panel("CPU", "percentunit", {
    [NAME]: `1 - avg by (name, instance) (rate(node_cpu_seconds_total{mode="idle"}${RATE}))`,
  }),
  panel("Memory", "percentunit", { [NAME]: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes" }),
  panel("Disk", "percentunit", {
    [`${NAME} {{mountpoint}}`]: `1 - node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}}`,
  }),
  panel("Network", "Bps", {
    [`${NAME} received`]: `sum by (name, instance) (rate(node_network_receive_bytes_total{${INTERFACES}}${RATE}))`,
    [`${NAME} sent`]: `sum by (name, instance) (rate(node_network_transmit_bytes_total{${INTERFACES}}${RATE}))`,
  }),
];

const API: readonly Panel[] = [
  panel("Request rate", "reqps", { requests: `sum(rate(${REQUESTS}${RATE}))` }),
  panel("Error rate", "percentunit", {
    failed: `sum(rate(${FAILED_REQUESTS}${RATE})) / sum(rate(${REQUESTS}${RATE}))`,
  }),
  panel(
    "Response times",
    "s",
    Object.fromEntries(
      [0.5, 0.95, 0.99].map((quantile) => [
        `p${quantile * 100}`,
        `histogram_quantile(${quantile}, sum by (le) (rate(${REQUEST_SECONDS}${RATE})))`,
      ]),
    ),
  ),
];

const DATABASE: readonly Panel[] = [
  panel("Connections", "short", {
    "{{state}}": "sum by (state) (pg_stat_activity_count)",
    limit: "max(pg_settings_max_connections)",
  }),
  panel("Query time", "s", {
    "mean of {{datname}}":
      `sum by (datname) (rate(pg_stat_statements_seconds_total${RATE})) / ` +
      `sum by (datname) (rate(pg_stat_statements_calls_total${RATE}))`,
    "longest transaction": "max(pg_stat_activity_max_tx_duration)",
  }),
  panel("Transactions", "ops", {
    "committed in {{datname}}": `sum by (datname) (rate(pg_stat_database_xact_commit${RATE}))`,
    "rolled back in {{datname}}": `sum by (datname) (rate(pg_stat_database_xact_rollback${RATE}))`,
  }),
  panel("Cache hit rate", "percentunit", {
    "{{datname}}":
      `sum by (datname) (rate(pg_stat_database_blks_hit${RATE})) / ` +
      `sum by (datname) (rate(pg_stat_database_blks_hit${RATE}) + rate(pg_stat_database_blks_read${RATE}))`,
  }),
];

const REDIS: readonly Panel[] = [
  panel("Hit rate", "percentunit", {
    "{{instance}}":
      `rate(redis_keyspace_hits_total${RATE}) / ` +
      `(rate(redis_keyspace_hits_total${RATE}) + rate(redis_keyspace_misses_total${RATE}))`,
  }),
  panel("Memory usage", "percentunit", { "{{instance}}": "redis_memory_used_bytes / redis_memory_max_bytes" }),
  panel("Commands", "ops", { "{{instance}}": `rate(redis_commands_processed_total${RATE})` }),
  panel("Evicted keys", "ops", { "{{instance}}": `rate(redis_evicted_keys_total${RATE})` }),
];

const BUSINESS: readonly Panel[] = [
  panel("Active users", "short", { users: `sum(${ACTIVE_USERS})` }),
  panel("Transactions", "ops", { transactions: `sum(rate(${TRANSACTIONS}${RATE}))` }),
];

const SECURITY: readonly Panel[] = [
  panel("Failed authentication", "ops", { "failed auth": `sum(rate(${FAILED_LOGINS}${RATE}))` }),
  panel("Suspicious activity", "ops", { requests: `sum(rate(${SUSPICIOUS_REQUESTS}${RATE}))` }),
];

const DASHBOARDS: readonly Pick<DashboardProps, "uid" | "title" | "panels">[] = [
  { uid: "system-overview", title: "System Overview", panels: SYSTEM },
  { uid: "api-performance", title: "API Performance", panels: API },
  { uid: "database-performance", title: "Database Performance", panels: DATABASE },
  { uid: "redis-performance", title: "Redis Performance", panels: REDIS },
  { uid: "business-metrics", title: "Business Metrics", panels: BUSINESS },
  { uid: "security", title: "Security", panels: SECURITY },
];

/** JSON of the dashboards by the names of their files. */
export function dashboards(): Record<string, string> {
  return Object.fromEntries(DASHBOARDS.map((dashboard) => [`${dashboard.uid}.json`, dashboardJson(dashboard)]));
}

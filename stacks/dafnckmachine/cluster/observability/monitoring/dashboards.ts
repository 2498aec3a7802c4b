/** Grafana dashboards; durations are 95th percentiles. */
import { dashboardJson, type Panel } from "@modules/config/grafana";
import { FAILED_REQUESTS, REQUEST_SECONDS, REQUESTS } from "./prometheus";

const RATE = "[$__rate_interval]";
/** Physical interfaces: neither the loopback nor the virtual interfaces of pods. */
const NETWORK = 'device!~"lo|veth.*|eni.*|cali.*"';
const DISK = 'fstype!~"tmpfs|overlay|squashfs",mountpoint="/"';

const INFRASTRUCTURE: readonly Panel[] = [
  {
    title: "CPU",
    unit: "percentunit",
    queries: { "{{instance}}": `1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}${RATE}))` },
  },
  {
    title: "Memory",
    unit: "percentunit",
    queries: { "{{instance}}": "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes" },
  },
  {
    title: "Network",
    unit: "Bps",
    queries: {
      "{{instance}} received": `sum by (instance) (rate(node_network_receive_bytes_total{${NETWORK}}${RATE}))`,
      "{{instance}} sent": `sum by (instance) (rate(node_network_transmit_bytes_total{${NETWORK}}${RATE}))`,
    },
  },
  {
    title: "Disk",
    unit: "percentunit",
    queries: {
      "{{instance}}": `1 - node_filesystem_avail_bytes{${DISK}} / node_filesystem_size_bytes{${DISK}}`,
    },
  },
];

const APPLICATION: readonly Panel[] = [
  { title: "Request Rate", unit: "reqps", queries: { "{{app}}": `sum by (app) (rate(${REQUESTS}${RATE}))` } },
  {
    title: "Response Time",
    unit: "s",
    queries: { "{{app}}": `histogram_quantile(0.95, sum by (app, le) (rate(${REQUEST_SECONDS}${RATE})))` },
  },
  {
    title: "Error Rate",
    unit: "percentunit",
    queries: {
      "{{app}}": `sum by (app) (rate(${FAILED_REQUESTS}${RATE})) / sum by (app) (rate(${REQUESTS}${RATE}))`,
    },
  },
];

/** Panels of business metrics, which the application must export under these names. */
const BUSINESS: readonly Panel[] = [
  {
    title: "User Activity",
    unit: "short",
    queries: { "active users": "sum(dafnckmachine_active_users)" },
  },
  {
    title: "Task Completion",
    unit: "percentunit",
    queries: {
      "{{type}}": `sum by (type) (rate(dafnckmachine_tasks_completed_total${RATE})) / sum by (type) (rate(dafnckmachine_tasks_started_total${RATE}))`,
    },
  },
  {
    title: "Agent Performance",
    unit: "s",
    queries: {
      "{{agent}}": `histogram_quantile(0.95, sum by (agent, le) (rate(dafnckmachine_agent_task_duration_seconds_bucket${RATE})))`,
    },
  },
];

/** JSON of the dashboards, by file name without extension. */
export const DASHBOARDS: Readonly<Record<string, string>> = {
  "infrastructure-overview": dashboardJson({
    uid: "infrastructure-overview",
    title: "Infrastructure Overview",
    panels: INFRASTRUCTURE,
  }),
  "application-metrics": dashboardJson({
    uid: "application-metrics",
    title: "Application Metrics",
    panels: APPLICATION,
  }),
  "business-metrics": dashboardJson({ uid: "business-metrics", title: "Business Metrics", panels: BUSINESS }),
};

import { type Ec2Discovery, prometheusYaml, type RelabelRule } from "@modules/config/prometheus";
import type { FreeagenticsEnvironment, MonitoringSettings } from "../../../environments/freeagentics/schema";
import { METRICS_PORT, MONITORING_PORTS, NODE_METRICS_PORT } from "../aws/network";

/** Ports of the programs on the servers. The exporters listen on the loopback interface. */
export const PORTS = { ...MONITORING_PORTS, cluster: 9094, database: 9187, redis: 9121 };

/** Host names of the exporters on the servers. */
export const EXPORTERS = { database: "postgres-exporter", redis: "redis-exporter" } as const;

/** `Name` tags of the instances with exporters. */
export interface ServerNames {
  readonly app: string;
  readonly monitoring: readonly string[];
}

/** Text of `prometheus.yml`, which is the same on both servers, so that Alertmanager sends each alert once. */
export function prometheus(
  { account }: FreeagenticsEnvironment,
  { primary, secondary }: MonitoringSettings,
  names: ServerNames,
): string {
  const onServers = (port: number) => [
    { targets: [primary, secondary].map(({ privateIp }) => `${privateIp}:${port}`) },
  ];
  const instances = (port: number, values: readonly string[]): Ec2Discovery => ({
    region: account.region,
    port,
    filters: [
      { name: "tag:Name", values },
      { name: "instance-state-name", values: ["running"] },
    ],
  });
  const exporter = (name: keyof typeof EXPORTERS) => `${EXPORTERS[name]}:${PORTS[name]}`;
  return prometheusYaml({
    global: { scrape_interval: "15s", evaluation_interval: "15s" },
    rule_files: ["alert_rules.yml"],
    alerting: { alertmanagers: [{ static_configs: onServers(PORTS.alertmanager) }] },
    scrape_configs: [
      { job_name: "prometheus", static_configs: onServers(PORTS.prometheus) },
      { job_name: "alertmanager", static_configs: onServers(PORTS.alertmanager) },
      {
        job_name: "api-servers",
        scrape_interval: "15s",
        ec2_sd_configs: [instances(METRICS_PORT, [names.app])],
        relabel_configs: INSTANCE_LABELS,
      },
      {
        job_name: "nodes",
        scrape_interval: "15s",
        ec2_sd_configs: [instances(NODE_METRICS_PORT, [names.app, ...names.monitoring])],
        relabel_configs: INSTANCE_LABELS,
      },
      { job_name: "database", scrape_interval: "30s", static_configs: [{ targets: [exporter("database")] }] },
      {
        // One exporter reads all nodes of the cluster, which it discovers itself.
        job_name: "redis",
        scrape_interval: "15s",
        metrics_path: "/scrape",
        http_sd_configs: [{ url: `http://${exporter("redis")}/discover-cluster-nodes`, refresh_interval: "5m" }],
        relabel_configs: [
          { source_labels: ["__address__"], target_label: "__param_target" },
          { source_labels: ["__param_target"], target_label: "instance" },
          { target_label: "__address__", replacement: exporter("redis") },
        ],
      },
    ],
  });
}

/** Labels with which a person can find the instance in the console. */
const INSTANCE_LABELS: readonly RelabelRule[] = [
  { source_labels: ["__meta_ec2_instance_id"], target_label: "instance" },
  { source_labels: ["__meta_ec2_tag_Name"], target_label: "name" },
  { source_labels: ["__meta_ec2_availability_zone"], target_label: "zone" },
];

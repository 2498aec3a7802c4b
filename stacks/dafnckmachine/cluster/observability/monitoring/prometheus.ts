/** Scrape jobs and alert rules of Prometheus. */

import { objectiveRules, ratesOf } from "@modules/config/objective-rules";
import {
  type AlertRule,
  annotatedPodsJob,
  type PrometheusConfiguration,
  type RuleGroup,
  type ScrapeJob,
} from "@modules/config/prometheus";
import { objectivesOf } from "@modules/core/objective";
import type { DafnckmachineEnvironment } from "../../../../../environments/dafnckmachine/schema";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { PORTS } from "../../../ports";
import { API } from "../../pods";

/**
 * Job that scrapes the application through its Service, to show whether clients can connect to it. `PODS` scrapes each
 * pod.
 */
const APPLICATION: ScrapeJob = {
  job_name: "application",
  scrape_interval: "30s",
  metrics_path: "/metrics",
  static_configs: [{ targets: [`app:${PORTS.agents}`] }],
};

const PODS_JOB = "kubernetes-pods";

const PODS: ScrapeJob = annotatedPodsJob(PODS_JOB);

/** Scrape jobs in addition to the chart's own for Prometheus and the nodes. */
const CLUSTER_JOBS: readonly ScrapeJob[] = [APPLICATION, PODS];

export const PROMETHEUS: PrometheusConfiguration = {
  global: { scrape_interval: "15s", evaluation_interval: "15s" },
  rule_files: ["alert_rules.yml"],
  alerting: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] },
  scrape_configs: [
    { job_name: "prometheus", static_configs: [{ targets: ["localhost:9090"] }] },
    { job_name: "node-exporter", static_configs: [{ targets: ["node-exporter:9100"] }] },
    ...CLUSTER_JOBS,
  ],
};

/** Metrics of the application's pods, with the names and labels that most client libraries use. */
export const REQUESTS = `http_requests_total{job="${PODS_JOB}"}`;
export const FAILED_REQUESTS = `http_requests_total{job="${PODS_JOB}",status=~"5.."}`;
export const REQUEST_SECONDS = `http_request_duration_seconds_bucket{job="${PODS_JOB}"}`;

/** Alert rules. None is about the database, because RDS publishes its metrics to CloudWatch. */
const RULES: readonly AlertRule[] = [
  {
    alert: "HighCPUUtilization",
    expr: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > 80',
    for: "10m",
    labels: { severity: "warning" },
    annotations: { summary: "Node {{ $labels.instance }} has used over 80% of its CPU for ten minutes" },
  },
  {
    alert: "HighMemoryUtilization",
    expr: "100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 90",
    for: "10m",
    labels: { severity: "warning" },
    annotations: { summary: "Node {{ $labels.instance }} has used over 90% of its memory for ten minutes" },
  },
  {
    alert: "ApplicationDown",
    expr: 'up{job="application"} == 0',
    for: "2m",
    labels: { severity: "critical" },
    annotations: { summary: "The application has not answered for two minutes" },
  },
  {
    alert: "HighErrorRate",
    expr: `sum by (app) (rate(${FAILED_REQUESTS}[5m])) / sum by (app) (rate(${REQUESTS}[5m])) > 0.05`,
    for: "5m",
    labels: { severity: "critical" },
    annotations: { summary: "More than 5% of the requests to {{ $labels.app }} have failed for five minutes" },
  },
];

/**
 * Alert rules, and the objectives of the API as its pods measure them; objectives at the load balancer are measured by
 * CloudWatch.
 */
export function alertRules({ objectives }: Pick<DafnckmachineEnvironment, "objectives">): readonly RuleGroup[] {
  const { availabilityPercent } = objectives?.public ?? {};
  const promises = objectives ? objectivesOf(API, { ...objectives.api, availabilityPercent }) : [];
  return [
    { name: "dafnckmachine", rules: RULES },
    ...promises.map((objective) => objectiveRules(objective, ratesOf(objective, `job="${PODS_JOB}",app="${API}"`))),
  ];
}

export interface PrometheusSettings {
  readonly retentionDays: number;
  readonly storageGibibytes: number;
  /** Service account of Alertmanager, which may publish to the topic. */
  readonly publisher: string;
  /** SNS topic of the alerts. */
  readonly topic: { readonly arn: string; readonly region: string };
  /** Secret with Grafana's administrator, as `admin-user` and `admin-password`. */
  readonly administrator: string;
  /** Registry of the images of Docker Hub. */
  readonly registry: string;
  readonly rules: readonly RuleGroup[];
}

/** Values of the chart `kube-prometheus-stack`. */
export function prometheusValues(settings: PrometheusSettings): object {
  const { retentionDays, storageGibibytes, publisher, topic, administrator, registry, rules } = settings;
  return {
    prometheus: {
      prometheusSpec: {
        scrapeInterval: PROMETHEUS.global.scrape_interval,
        evaluationInterval: PROMETHEUS.global.evaluation_interval,
        additionalScrapeConfigs: CLUSTER_JOBS,
        retention: `${retentionDays}d`,
        // Prometheus deletes old data before the volume is full, because it crashes on a full volume.
        retentionSize: `${Math.floor(storageGibibytes * 0.85)}GiB`,
        resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "4Gi" } },
        storageSpec: { volumeClaimTemplate: { spec: volumeClaim(storageGibibytes) } },
        // The operator must select monitors and rules of all Helm releases, not only of this one.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
      },
    },
    additionalPrometheusRulesMap: { dafnckmachine: { groups: rules } },
    alertmanager: {
      serviceAccount: { create: true, name: publisher },
      config: alertmanagerConfig(topic),
      alertmanagerSpec: { storage: { volumeClaimTemplate: { spec: volumeClaim(2) } } },
    },
    grafana: {
      image: { registry },
      initChownData: { image: { registry } },
      admin: { existingSecret: administrator, userKey: "admin-user", passwordKey: "admin-password" },
      persistence: { enabled: true, type: "pvc", storageClassName: "gp3", size: "10Gi" },
      // A rolling update would fail, because a second pod could not attach the volume.
      deploymentStrategy: { type: "Recreate" },
      sidecar: { dashboards: { enabled: true, label: "grafana_dashboard", labelValue: "1" } },
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    },
  };
}

/**
 * Configuration of Alertmanager, which groups alerts by name and namespace into one message. The chart's alert
 * `Watchdog` always fires, so it goes to a receiver without recipients.
 */
function alertmanagerConfig({ arn, region }: PrometheusSettings["topic"]): object {
  return {
    route: {
      receiver: "people",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [{ receiver: "nobody", matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] }],
    },
    receivers: [
      { name: "nobody" },
      { name: "people", sns_configs: [{ topic_arn: arn, sigv4: { region }, send_resolved: true }] },
    ],
  };
}

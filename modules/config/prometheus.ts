/**
 * Prometheus' files, as data in its own words, so that its documentation is theirs:
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
import { yamlText } from "./yaml";

export interface RelabelRule {
  readonly source_labels?: readonly string[];
  readonly action?: "replace" | "keep" | "drop" | "labelmap" | "labeldrop";
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
}

export interface ScrapeJob {
  readonly job_name: string;
  readonly scrape_interval?: string;
  readonly metrics_path?: string;
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly kubernetes_sd_configs?: readonly { readonly role: "pod" | "node" | "endpoints" | "service" }[];
  readonly relabel_configs?: readonly RelabelRule[];
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** Time the expression must hold, such as `5m`. */
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" } & Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly description?: string };
}

export interface AlertRuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

export interface PrometheusConfiguration {
  readonly global: { readonly scrape_interval: string; readonly evaluation_interval: string };
  readonly rule_files: readonly string[];
  readonly alerting: {
    readonly alertmanagers: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
  };
  readonly scrape_configs: readonly ScrapeJob[];
}

/** Text of `prometheus.yml`. @throws Error when two jobs have one name, with which Prometheus does not start */
export function prometheusYaml(configuration: PrometheusConfiguration): string {
  const names = configuration.scrape_configs.map(({ job_name }) => job_name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`scrape_configs: job_name must be unique, got ${twice} twice`);
  }
  return yamlText(configuration);
}

/** Text of a file that `rule_files` names. */
export function alertRulesYaml(groups: readonly AlertRuleGroup[]): string {
  return yamlText({ groups });
}

const ANNOTATION = "__meta_kubernetes_pod_annotation_prometheus_io";

/** Every pod that asks for it by `prometheus.io/scrape`, on the port and the path it names. */
export function annotatedPodsJob(jobName: string): ScrapeJob {
  return {
    job_name: jobName,
    kubernetes_sd_configs: [{ role: "pod" }],
    relabel_configs: [
      { source_labels: [`${ANNOTATION}_scrape`], action: "keep", regex: "true" },
      // One that has ended keeps its annotations, and no longer answers.
      { source_labels: ["__meta_kubernetes_pod_phase"], action: "drop", regex: "Pending|Succeeded|Failed" },
      { source_labels: [`${ANNOTATION}_path`], regex: "(.+)", target_label: "__metrics_path__" },
      // Of a pod with several ports only the annotated one is left, as all become the same target.
      {
        source_labels: ["__meta_kubernetes_pod_ip", `${ANNOTATION}_port`],
        regex: "([^;]+);(\\d+)",
        target_label: "__address__",
        replacement: "$1:$2",
      },
      { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
      { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
      { source_labels: ["__meta_kubernetes_pod_label_app"], target_label: "app" },
    ],
  };
}

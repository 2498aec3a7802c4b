/**
 * Configuration of Prometheus and its alert rules. The types have the field names of Prometheus, so
 * its documentation applies: https://prometheus.io/docs/prometheus/latest/configuration/configuration/.
 */
import { yamlText } from "./yaml";

/** A step that rewrites the labels of a target, or drops the target: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config. */
export interface RelabelRule {
  readonly source_labels?: readonly string[];
  readonly action?: "replace" | "keep" | "drop" | "labelmap" | "labeldrop";
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
}

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#ec2_sd_config */
export interface Ec2Discovery {
  readonly region: string;
  readonly port: number;
  /** Filters of `DescribeInstances`, such as `tag:Name`. */
  readonly filters?: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** A set of targets that Prometheus scrapes in the same way: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly scrape_interval?: string;
  readonly metrics_path?: string;
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  /** EC2 instances as targets; the host needs the permission `ec2:DescribeInstances`. */
  readonly ec2_sd_configs?: readonly Ec2Discovery[];
  /** URLs that list targets. */
  readonly http_sd_configs?: readonly { readonly url: string; readonly refresh_interval?: string }[];
  readonly kubernetes_sd_configs?: readonly { readonly role: "pod" | "node" | "endpoints" | "service" }[];
  readonly relabel_configs?: readonly RelabelRule[];
}

/** An alert: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** Time for which the expression must hold before the alert fires, such as `5m`. */
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" | "informational" } & Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly description?: string };
}

/** A series that Prometheus computes and stores: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** Alerts that are evaluated together, in order. */
export interface AlertRuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

/** Contents of `prometheus.yml`. */
export interface PrometheusConfiguration {
  readonly global: { readonly scrape_interval: string; readonly evaluation_interval: string };
  readonly rule_files: readonly string[];
  readonly alerting: {
    readonly alertmanagers: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
  };
  readonly scrape_configs: readonly ScrapeJob[];
}

/**
 * Text of `prometheus.yml`.
 *
 * @throws when two jobs have the same name, with which Prometheus does not start
 * @example
 * prometheusYaml({
 *   global: { scrape_interval: "15s", evaluation_interval: "15s" },
 *   rule_files: ["alerts.yml"],
 *   alerting: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] },
 *   scrape_configs: [annotatedPodsJob("pods")],
 * });
 */
export function prometheusYaml(configuration: PrometheusConfiguration): string {
  const names = configuration.scrape_configs.map(({ job_name }) => job_name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new Error(`scrape_configs: job_name must be unique, got ${repeated} twice`);
  }
  return yamlText(configuration);
}

/**
 * Text of a rule file, to which `rule_files` refers.
 *
 * @example
 * const slow: AlertRule = {
 *   alert: "SlowCheckout",
 *   expr: "histogram_quantile(0.99, sum by (le) (rate(checkout_seconds_bucket[5m]))) > 2",
 *   for: "10m",
 *   labels: { severity: "warning" },
 *   annotations: { summary: "One checkout in a hundred takes more than two seconds" },
 * };
 * alertRulesYaml([{ name: "checkout", rules: [slow] }]);
 */
export function alertRulesYaml(groups: readonly RuleGroup[]): string {
  return yamlText({ groups });
}

const ANNOTATION = "__meta_kubernetes_pod_annotation_prometheus_io";

/**
 * Scrapes every pod with the annotation `prometheus.io/scrape: "true"`, on the port and path of
 * `prometheus.io/port` and `prometheus.io/path`.
 *
 * @example const configuration = { ...rest, scrape_configs: [annotatedPodsJob("pods")] };
 */
export function annotatedPodsJob(jobName: string): ScrapeJob {
  return {
    job_name: jobName,
    kubernetes_sd_configs: [{ role: "pod" }],
    relabel_configs: [
      { source_labels: [`${ANNOTATION}_scrape`], action: "keep", regex: "true" },
      // A completed pod keeps its annotations but does not answer.
      { source_labels: ["__meta_kubernetes_pod_phase"], action: "drop", regex: "Pending|Succeeded|Failed" },
      { source_labels: [`${ANNOTATION}_path`], regex: "(.+)", target_label: "__metrics_path__" },
      // Kubernetes lists a pod once for each port; with the annotated port all of them become the same target.
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

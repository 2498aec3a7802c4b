import {
  alertRulesYaml,
  annotatedPodsJob,
  type PrometheusConfiguration,
  prometheusYaml,
} from "@modules/config/prometheus";
import { expect, test } from "vitest";
import { parse } from "yaml";

const CONFIGURATION: PrometheusConfiguration = {
  global: { scrape_interval: "15s", evaluation_interval: "15s" },
  rule_files: ["rules.yml"],
  alerting: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] },
  scrape_configs: [{ job_name: "prometheus", static_configs: [{ targets: ["localhost:9090"] }] }],
};

/** Applies the relabel rules to a discovered pod, as Prometheus does. @returns undefined when a rule drops the pod */
function relabeled(labels: Record<string, string>): Record<string, string> | undefined {
  const target = { __address__: "10.0.0.7:8080", __metrics_path__: "/metrics", ...labels };
  for (const {
    source_labels = [],
    action = "replace",
    regex = "(.*)",
    target_label,
    replacement = "$1",
  } of annotatedPodsJob("pods").relabel_configs!) {
    const value = source_labels.map((label) => (target as Record<string, string>)[label] ?? "").join(";");
    const match = new RegExp(`^(?:${regex})$`).exec(value);
    if ((action === "keep" && !match) || (action === "drop" && match)) {
      return undefined;
    }
    if (action === "replace" && match) {
      (target as Record<string, string>)[target_label!] = match[0].replace(new RegExp(`^(?:${regex})$`), replacement);
    }
  }
  return target;
}

const SCRAPED = {
  __meta_kubernetes_pod_annotation_prometheus_io_scrape: "true",
  __meta_kubernetes_pod_ip: "10.0.0.7",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_name: "api-1",
  __meta_kubernetes_namespace: "production",
};

test("writes the configuration as YAML", () => {
  expect(parse(prometheusYaml(CONFIGURATION))).toEqual(CONFIGURATION);
});

test("writes groups of alert rules", () => {
  const rule = {
    alert: "Down",
    expr: "up == 0",
    for: "5m",
    labels: { severity: "critical" as const },
    annotations: { summary: "{{ $labels.instance }} is down" },
  };

  expect(parse(alertRulesYaml([{ name: "all", rules: [rule] }]))).toEqual({ groups: [{ name: "all", rules: [rule] }] });
});

test("repeats equal objects instead of writing YAML aliases", () => {
  const same = [{ targets: ["a:1"] }];
  const text = prometheusYaml({
    ...CONFIGURATION,
    scrape_configs: [
      { job_name: "one", static_configs: same },
      { job_name: "two", static_configs: same },
    ],
  });

  expect(text).not.toMatch(/[&*]a1/);
});

test("scrapes annotated pods on the annotated port and path", () => {
  expect(relabeled(SCRAPED)).toMatchObject({ __address__: "10.0.0.7:8080", namespace: "production", pod: "api-1" });
  expect(
    relabeled({
      ...SCRAPED,
      __meta_kubernetes_pod_annotation_prometheus_io_port: "3001",
      __meta_kubernetes_pod_annotation_prometheus_io_path: "/internal/metrics",
    }),
  ).toMatchObject({ __address__: "10.0.0.7:3001", __metrics_path__: "/internal/metrics" });
});

test("drops pods without the annotation, and completed pods", () => {
  expect(relabeled({ ...SCRAPED, __meta_kubernetes_pod_annotation_prometheus_io_scrape: "false" })).toBeUndefined();
  expect(relabeled({ ...SCRAPED, __meta_kubernetes_pod_phase: "Succeeded" })).toBeUndefined();
});

test("fails when two jobs have the same name", () => {
  const [job] = CONFIGURATION.scrape_configs;

  expect(() => prometheusYaml({ ...CONFIGURATION, scrape_configs: [job!, job!] })).toThrow(
    "scrape_configs: job_name must be unique, got prometheus twice",
  );
});

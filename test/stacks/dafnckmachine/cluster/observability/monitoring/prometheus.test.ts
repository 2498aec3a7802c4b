import { spawnSync } from "node:child_process";
import { alertRulesYaml, prometheusYaml } from "@modules/config/prometheus";
import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import {
  alertRules,
  PROMETHEUS,
} from "../../../../../../stacks/dafnckmachine/cluster/observability/monitoring/prometheus";
import { PORTS } from "../../../../../../stacks/dafnckmachine/ports";
import { stacks } from "../../../../../support/stacks";
import { findings } from "./promtool";

const { prometheus: release } = stacks["dafnckmachine-production-observability"]!.resource.helm_release;
const { prometheusSpec } = JSON.parse(release.values[0]).prometheus;
const { retentionDays, storageGibibytes } = production.observability!.monitoring!;
const PROMISE = { windowDays: 30, latency: [{ percent: 95, milliseconds: 200 }] };
const RULES = alertRules({
  objectives: { public: { ...PROMISE, availabilityPercent: 99.9 }, web: PROMISE, api: PROMISE },
});

test("has a configuration and rules that Prometheus accepts", ({ skip }) => {
  skip(spawnSync("promtool", ["--version"]).status !== 0, "promtool is not installed");
  // Debian builds promtool without Kubernetes service discovery.
  const jobs = PROMETHEUS.scrape_configs.map(({ kubernetes_sd_configs: _, ...job }) => job);

  expect(findings("config", prometheusYaml({ ...PROMETHEUS, scrape_configs: jobs }))).toBe("");
  expect(findings("rules", alertRulesYaml(RULES))).toBe("");
});

test("scrapes every 15 seconds, with the application's jobs in addition to the chart's", () => {
  expect(prometheusSpec).toMatchObject({ scrapeInterval: "15s", evaluationInterval: "15s" });
  expect(prometheusSpec.additionalScrapeConfigs).toMatchObject([
    { job_name: "application", scrape_interval: "30s", static_configs: [{ targets: [`app:${PORTS.agents}`] }] },
    { job_name: "kubernetes-pods", kubernetes_sd_configs: [{ role: "pod" }] },
  ]);
});

test("keeps metrics for the environment's days, on a volume of its size", () => {
  expect(prometheusSpec.retention).toBe(`${retentionDays}d`);
  expect(prometheusSpec.storageSpec.volumeClaimTemplate.spec).toMatchObject({
    storageClassName: "gp3",
    resources: { requests: { storage: `${storageGibibytes}Gi` } },
  });
});

test("deletes old metrics before the volume is full", () => {
  expect(Number.parseInt(prometheusSpec.retentionSize, 10)).toBeLessThan(storageGibibytes * 0.9);
});

test("alerts on the error budgets of the API, in the cluster and in the rendered file", () => {
  const groups = JSON.parse(release.values[0]).additionalPrometheusRulesMap.dafnckmachine.groups;
  const names = groups.map(({ name }: { name: string }) => name);

  expect(names).toEqual([
    "dafnckmachine",
    "objective-dafnck-machine-api-availability",
    "objective-dafnck-machine-api-latency-p95",
  ]);
  expect(JSON.stringify(groups)).toContain('app=\\"dafnck-machine-api\\"');
});

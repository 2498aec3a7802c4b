import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertRulesYaml } from "@modules/config/prometheus";
import { manifests, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../../../environments/lp/development";
import { production as productionFile } from "../../../../../../environments/lp/production";
import { CERTIFICATE_ALERTS } from "../../../../../../stacks/lp/cluster/observability/monitoring/certificate-alerts";
import { availabilityRules } from "../../../../../../stacks/lp/cluster/observability/monitoring/slo";
import { stacks } from "../../../../../support/stacks";

const observability = stacks["lp-production-observability"]!;
const objects = manifests(observability);
const { spec } = objects["Prometheus/prometheus"]!;
const settings = productionFile.observability.prometheus;
const OBJECTIVES = { apiGateway: { availabilityPercent: 99.99, windowDays: 30, latency: [] } };
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

test("runs Prometheus with the environment's shards, replicas and resources", () => {
  expect(spec).toMatchObject({
    replicas: settings.replicas,
    shards: settings.shards,
    replicaExternalLabelName: "replica",
    prometheusExternalLabelName: "prometheus",
    serviceAccountName: "${kubernetes_service_account_v1.prometheus-account.metadata[0].name}",
    retention: `${settings.retentionDays}d`,
    resources: { requests: settings.requests, limits: settings.limits },
  });
});

test("keeps the blocks on a volume and deletes the oldest before it is full", () => {
  expect(spec.storage.volumeClaimTemplate.spec).toEqual({
    storageClassName: "gp3",
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: `${settings.storageGibibytes}Gi` } },
  });
  expect(Number.parseInt(spec.retentionSize, 10)).toBeLessThan(settings.storageGibibytes * 0.9);
});

test("runs on nodes of the environment's role, which are not Spot Instances", () => {
  const nodes = resources(stacks["lp-production-kubernetes"]!, "aws_eks_node_group").filter(
    ({ labels }) => labels.role === settings.nodeRole,
  );

  expect(spec.nodeSelector).toEqual({ role: settings.nodeRole });
  expect(nodes).toMatchObject([{ capacity_type: "ON_DEMAND" }]);
});

test("spreads the replicas of a shard and lets one pod at a time be evicted", () => {
  expect(spec.topologySpreadConstraints).toMatchObject([
    { topologyKey: "topology.kubernetes.io/zone", additionalLabelSelectors: "OnShard" },
    { topologyKey: "kubernetes.io/hostname", additionalLabelSelectors: "OnShard" },
  ]);
  expect(observability.resource.kubernetes_pod_disruption_budget_v1["prometheus-budget"].spec).toMatchObject({
    max_unavailable: "1",
  });
});

test.each(["ServiceMonitor/api-gateway", "ServiceMonitor/cert-manager"])("selects %s by its label", (name) => {
  expect(spec.serviceMonitorSelector).toEqual({ matchLabels: { team: "lp-system" } });
  expect(objects[name]!.metadata).toMatchObject({
    namespace: "monitoring",
    labels: spec.serviceMonitorSelector.matchLabels,
  });
});

test.each(["PrometheusRule/availability", "PrometheusRule/certificates"])("selects %s by its label", (name) => {
  expect(objects[name]!.metadata).toMatchObject({ namespace: "monitoring", labels: spec.ruleSelector.matchLabels });
});

test("scrapes the API gateway and cert-manager in their namespaces", () => {
  expect(objects["ServiceMonitor/api-gateway"]!.spec).toMatchObject({
    namespaceSelector: { matchNames: [productionFile.kubernetes.namespace] },
    selector: { matchLabels: { app: "api-gateway" } },
    endpoints: [{ port: "metrics", path: "/metrics" }],
  });
  expect(objects["ServiceMonitor/cert-manager"]!.spec).toMatchObject({
    namespaceSelector: { matchNames: ["cert-manager"] },
    selector: { matchLabels: { "app.kubernetes.io/component": "controller" } },
    endpoints: [{ port: "http-metrics" }],
  });
});

test("may list targets in the namespaces it scrapes, read-only", () => {
  const roles = resources(observability, "kubernetes_role_v1");
  const verbs = roles.flatMap(({ rule }) => rule.map((one: { verbs: string[] }) => one.verbs.join()));

  expect(roles.map(({ metadata }) => metadata.namespace)).toEqual([
    "monitoring",
    productionFile.kubernetes.namespace,
    "cert-manager",
  ]);
  expect(new Set(verbs)).toEqual(new Set(["get,list,watch"]));
});

test.skipIf(!hasPromtool)("writes rules that promtool accepts", () => {
  const file = join(mkdtempSync(join(tmpdir(), "promtool-")), "rules.yml");
  const groups = [...availabilityRules({ objectives: OBJECTIVES }), CERTIFICATE_ALERTS];
  writeFileSync(file, alertRulesYaml(groups));
  const { status, stdout } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });

  const count = groups.flatMap(({ rules }) => rules).length;
  expect([status, stdout]).toEqual([0, expect.stringContaining(`${count} rules found`)]);
});

test("runs on any node in development", () => {
  const { prometheus } = developmentFile.observability;
  const small = manifests(stacks["lp-development-observability"]!)["Prometheus/prometheus"]!.spec;

  expect(small).toMatchObject({
    replicas: prometheus.replicas,
    shards: prometheus.shards,
    resources: { requests: prometheus.requests },
  });
  expect(small.nodeSelector).toBeUndefined();
});

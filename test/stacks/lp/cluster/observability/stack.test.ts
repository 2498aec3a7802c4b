import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rulesYaml } from "@modules/config/prometheus";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CERTIFICATE_ALERTS } from "../../../../../stacks/lp/cluster/observability/monitoring/certificate-alerts";
import { AVAILABILITY_ALERTS, ERROR_BUDGET } from "../../../../../stacks/lp/cluster/observability/monitoring/slo";
import { stacks } from "../../../../support/stacks";
import type { Json } from "../../../../support/synth";

const { resource } = stacks["lp-production-observability"]!;
const { grafana } = resource.kubernetes_deployment_v1;
const [container] = grafana.spec.template.spec.container;
const promtool = spawnSync("promtool", ["--version"]).status === 0;

function manifest(kind: string, name: string, of = resource): Json {
  return Object.values<Json>(of.kubernetes_manifest).find(
    ({ manifest }) => manifest.kind === kind && manifest.metadata.name === name,
  )?.manifest;
}

function environment(name: string): Json {
  return container.env.find((variable: Json) => variable.name === name);
}

test("runs Prometheus in two shards, each twice, on nodes that stay", () => {
  expect(manifest("Prometheus", "prometheus")).toMatchObject({
    apiVersion: "monitoring.coreos.com/v1",
    metadata: { namespace: "monitoring" },
    spec: {
      replicas: 2,
      shards: 2,
      replicaExternalLabelName: "replica",
      prometheusExternalLabelName: "prometheus",
      serviceAccountName: "${kubernetes_service_account_v1.prometheus-account.metadata[0].name}",
      retention: "30d",
      resources: { requests: { cpu: "2", memory: "4Gi" }, limits: { cpu: "4", memory: "8Gi" } },
      storage: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: "gp3",
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "100Gi" } },
          },
        },
      },
      nodeSelector: { role: "cache" },
    },
  });
  const nodes = stacks["lp-production-kubernetes"]!.resource.aws_eks_node_group;
  expect(nodes["memory-optimized"]).toMatchObject({ labels: { role: "cache" }, instance_types: ["r5.xlarge"] });
});

test("keeps the two that know the same apart, and one of all running while nodes are emptied", () => {
  const { topologySpreadConstraints } = manifest("Prometheus", "prometheus").spec;

  expect(topologySpreadConstraints).toMatchObject([
    { topologyKey: "topology.kubernetes.io/zone", additionalLabelSelectors: "OnShard" },
    { topologyKey: "kubernetes.io/hostname", additionalLabelSelectors: "OnShard" },
  ]);
  expect(resource.kubernetes_pod_disruption_budget_v1["prometheus-budget"].spec).toMatchObject({
    max_unavailable: "1",
  });
});

test("takes monitors and rules that are its team's and in its namespace", () => {
  const { serviceMonitorSelector, ruleSelector } = manifest("Prometheus", "prometheus").spec;

  for (const [kind, name, selector] of [
    ["ServiceMonitor", "api-gateway", serviceMonitorSelector],
    ["ServiceMonitor", "cert-manager", serviceMonitorSelector],
    ["PrometheusRule", "availability", ruleSelector],
    ["PrometheusRule", "certificates", ruleSelector],
  ]) {
    const { metadata } = manifest(kind, name);
    expect(metadata).toMatchObject({ namespace: "monitoring", labels: selector.matchLabels });
  }
  expect(serviceMonitorSelector).toEqual({ matchLabels: { team: "lp-system" } });
});

test("scrapes the gateway in the platform's namespace, where it may look for its pods", () => {
  expect(manifest("ServiceMonitor", "api-gateway").spec).toMatchObject({
    namespaceSelector: { matchNames: ["production"] },
    selector: { matchLabels: { app: "api-gateway" } },
    endpoints: [{ port: "metrics", path: "/metrics" }],
  });
  const roles = Object.values<Json>(resource.kubernetes_role_v1);
  expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(["monitoring", "production", "cert-manager"]);
  expect(roles.every(({ rule }) => rule.every(({ verbs }: Json) => verbs.join() === "get,list,watch"))).toBe(true);
});

test.skipIf(!promtool)("has rules that Prometheus takes", () => {
  const file = join(mkdtempSync(join(tmpdir(), "promtool-")), "rules.yml");
  writeFileSync(file, rulesYaml([AVAILABILITY_ALERTS, CERTIFICATE_ALERTS]));
  const { status, stdout } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });

  expect([status, stdout]).toEqual([0, expect.stringContaining("7 rules found")]);
});

test("tells that the availability of 99.99 % is at risk, sooner the faster it burns", () => {
  const burns = AVAILABILITY_ALERTS.rules.filter(({ labels }) => labels.slo === "availability");

  expect(ERROR_BUDGET).toBeCloseTo(1 - 0.9999, 10);
  expect(burns.map(({ labels }) => labels.severity)).toEqual(["critical", "critical", "warning", "warning"]);
  // What a window may use of thirty days' budget: 2, 5, 10 and 10 percent.
  const used = burns.map(({ expr }) => {
    const [, rate] = /> ([\d.]+) \*/.exec(expr)!;
    const [, count, unit] = /\[(\d+)([hd])\]/.exec(expr)!;
    return Math.round((Number(rate) * Number(count) * (unit === "d" ? 24 : 1) * 100) / (30 * 24));
  });
  expect(used).toEqual([2, 5, 10, 10]);
});

test("tells of certificates that are not renewed, as who issues them does not", () => {
  const [endsSoon, unready] = manifest("PrometheusRule", "certificates").spec.groups[0].rules;

  expect(endsSoon).toMatchObject({ expr: expect.stringContaining("< 14 * 86400"), labels: { severity: "critical" } });
  expect(unready.expr).toContain("certmanager_certificate_ready_status");
  expect(manifest("ServiceMonitor", "cert-manager").spec).toMatchObject({
    namespaceSelector: { matchNames: ["cert-manager"] },
    selector: { matchLabels: { "app.kubernetes.io/component": "controller" } },
    endpoints: [{ port: "http-metrics" }],
  });
});

test("tells of alerts where AWS tells of alarms", () => {
  const { alerting } = manifest("Prometheus", "prometheus").spec;
  const alertmanager = manifest("Alertmanager", "alertmanager").spec;
  const { receivers } = manifest("AlertmanagerConfig", alertmanager.alertmanagerConfiguration.name).spec;
  const associations = Object.values<Json>(
    stacks["lp-production-kubernetes"]!.resource.aws_eks_pod_identity_association,
  );

  expect(alerting.alertmanagers).toEqual([{ namespace: "monitoring", name: "alertmanager-operated", port: "web" }]);
  expect(receivers[0].snsConfigs).toMatchObject([{ sigv4: { region: "us-east-1" } }]);
  expect(associations).toContainEqual(
    expect.objectContaining({ namespace: "monitoring", service_account: "alertmanager" }),
  );
  expect(resource.kubernetes_service_account_v1["alertmanager-account"].metadata.name).toBe("alertmanager");
});

test("asks all shards at once, for Grafana and for the autoscaler", () => {
  const query = resource.kubernetes_deployment_v1["thanos-query"].spec.template.spec.container[0];
  const sources = parse(resource.kubernetes_config_map_v1["grafana-config"].data["prometheus.yaml"]);
  const adapter = JSON.parse(resource.helm_release["metrics-adapter"].values[0]);

  expect(query.args).toContain("--query.replica-label=replica");
  expect(query.image.split(":")[1]).toBe(manifest("Prometheus", "prometheus").spec.thanos.version);
  expect(sources.datasources[0].url).toBe("http://thanos-query.monitoring.svc.cluster.local:9090");
  expect(adapter.prometheus).toEqual({ url: "http://thanos-query.monitoring.svc.cluster.local", port: 9090 });
});

test("runs Grafana twice, without a volume", () => {
  expect(grafana).toMatchObject({
    metadata: { name: "grafana", namespace: "monitoring" },
    spec: { replicas: "2" },
  });
  expect(container).toMatchObject({
    image: "grafana/grafana:12.4.4",
    port: [{ container_port: 3000 }],
    resources: { requests: { memory: "512Mi", cpu: "250m" }, limits: { memory: "1Gi", cpu: "500m" } },
  });
  expect(grafana.spec.template.spec.volume.some((volume: Json) => volume.persistent_volume_claim)).toBe(false);
});

test("keeps Grafana's state in Aurora, by an encrypted connection and with passwords nobody has typed", () => {
  expect(environment("GF_DATABASE_HOST").value).toBe("postgres.monitoring.svc.cluster.local:5432");
  expect(environment("GF_DATABASE_SSL_MODE").value).toBe("require");
  for (const [name, secret, key] of [
    ["GF_SECURITY_ADMIN_PASSWORD", "grafana-secret", "admin-password"],
    ["GF_DATABASE_PASSWORD", "grafana-database", "password"],
    ["GF_SECURITY_SECRET_KEY", "grafana-encryption", "password"],
  ]) {
    expect(environment(name!).value_from.secret_key_ref).toEqual({ name: secret, key });
    expect(manifest("ExternalSecret", secret!).spec.target.name).toBe(secret);
  }
  expect(resource.kubernetes_service_v1.postgres.spec).toMatchObject({
    type: "ExternalName",
    external_name: expect.stringContaining("terraform_remote_state"),
  });
});

test("makes Grafana's database before Grafana, and shows its password to no log", () => {
  const { "grafana-database-setup": job } = resource.kubernetes_job_v1;
  const script = resource.kubernetes_config_map_v1["grafana-database-script"].data["setup.sql"];

  expect(grafana.depends_on).toContain("kubernetes_job_v1.grafana-database-setup");
  expect(job.wait_for_completion).toBe(true);
  expect(script).toContain("\\password grafana");
  expect(script).not.toMatch(/PASSWORD '/i);
});

test("finds its dashboards where Grafana looks for them", () => {
  const mounts = Object.fromEntries(container.volume_mount.map(({ name, mount_path }: Json) => [name, mount_path]));
  const { data } = resource.kubernetes_config_map_v1["grafana-dashboards"];

  expect(mounts["grafana-config"]).toBe("/etc/grafana/provisioning/datasources");
  expect(parse(data["files.yaml"]).providers[0].options.path).toBe(mounts["grafana-dashboards"]);
  expect(JSON.parse(data["api-gateway.json"]).title).toBe("API Gateway");
});

test("lets nobody outside of its namespace in but Kubernetes itself", () => {
  const { spec } = resource.kubernetes_network_policy_v1["monitoring-policy"];

  expect(spec.ingress).toMatchObject([
    { from: [{ pod_selector: {} }] },
    { from: [{ ip_block: { cidr: "10.0.0.0/16" } }], ports: [{ port: "10250" }, { port: "6443" }] },
  ]);
});

test("is as small in development as there are nodes", () => {
  const { spec } = manifest("Prometheus", "prometheus", stacks["lp-development-observability"]!.resource);

  expect(spec).toMatchObject({ replicas: 1, shards: 1, resources: { requests: { memory: "512Mi" } } });
  expect(spec.nodeSelector).toBeUndefined();
});

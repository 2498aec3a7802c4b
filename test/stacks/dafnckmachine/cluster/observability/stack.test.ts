import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { takes } from "@modules/config/fluentd";
import { alertRulesYaml, prometheusYaml } from "@modules/config/prometheus";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { savedObjects } from "../../../../../stacks/dafnckmachine/cluster/observability/logging/kibana-objects";
import { DASHBOARDS } from "../../../../../stacks/dafnckmachine/cluster/observability/monitoring/dashboards";
import {
  ALERT_RULES,
  PROMETHEUS,
} from "../../../../../stacks/dafnckmachine/cluster/observability/monitoring/prometheus";
import { stacks } from "../../../../support/stacks";

const production = stacks["dafnckmachine-production-observability"]!;
const staging = stacks["dafnckmachine-staging-observability"]!;
const { helm_release: releases, kubernetes_config_map_v1: maps } = production.resource;

function values(release: Json): Json {
  return JSON.parse(release.values[0]);
}

const elasticsearch = values(releases.elasticsearch);
const prometheus = values(releases.prometheus);
const promtool = spawnSync("promtool", ["--version"]).status === 0;

/** What promtool says of a file; nothing when all is well. */
function check(kind: "config" | "rules", text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "promtool-")), "file.yml");
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync("promtool", [
    "check",
    kind,
    ...(kind === "config" ? ["--syntax-only"] : []),
    file,
  ]);
  return status === 0 ? "" : `${stdout}${stderr}`;
}

test.skipIf(!promtool)("has configurations that Prometheus takes", () => {
  // Debian's build knows no Kubernetes.
  const jobs = PROMETHEUS.scrape_configs.map(({ kubernetes_sd_configs: _, ...job }) => job);

  expect(check("config", prometheusYaml({ ...PROMETHEUS, scrape_configs: jobs }))).toBe("");
  expect(check("rules", alertRulesYaml(ALERT_RULES))).toBe("");
});

test.skipIf(!promtool)("has dashboards whose queries are PromQL", () => {
  const queries = Object.values(DASHBOARDS).flatMap((text) =>
    JSON.parse(text).panels.flatMap(({ targets }: Json) => targets.map(({ expr }: Json) => expr)),
  );
  const rules = queries.map((expr, index) => ({
    record: `query:${index}`,
    expr: expr.replaceAll("$__rate_interval", "5m"),
  }));

  expect(rules.length).toBeGreaterThan(9);
  expect(check("rules", JSON.stringify({ groups: [{ name: "queries", rules }] }))).toBe("");
});

test("scrapes every fifteen seconds, and the application's jobs besides the chart's own", () => {
  const { prometheusSpec } = prometheus.prometheus;

  expect(prometheusSpec).toMatchObject({ scrapeInterval: "15s", evaluationInterval: "15s", retention: "30d" });
  expect(prometheusSpec.additionalScrapeConfigs).toMatchObject([
    { job_name: "application", scrape_interval: "30s", static_configs: [{ targets: ["app:3001"] }] },
    { job_name: "kubernetes-pods", kubernetes_sd_configs: [{ role: "pod" }] },
  ]);
  expect(prometheusSpec.storageSpec.volumeClaimTemplate.spec).toMatchObject({ storageClassName: "gp3" });
});

test("stops before the volume of Prometheus is full", () => {
  const { retentionSize, storageSpec } = prometheus.prometheus.prometheusSpec;
  const size = Number.parseInt(storageSpec.volumeClaimTemplate.spec.resources.requests.storage, 10);

  expect(Number.parseInt(retentionSize, 10)).toBeLessThan(size * 0.9);
});

test("knows the application by the name that is scraped", () => {
  expect(production.resource.kubernetes_service_v1).toMatchObject({
    application: { metadata: { name: "app", namespace: "dafnckmachine" }, spec: { port: [{ port: 3001 }] } },
    "application-name": {
      metadata: { name: "app" },
      spec: { type: "ExternalName", external_name: "app.dafnckmachine.svc.cluster.local" },
    },
  });
});

test("tells of alerts where AWS tells of alarms, as a service account that may", () => {
  const { config, serviceAccount } = prometheus.alertmanager;
  const [people] = config.receivers.filter(({ name }: Json) => name === config.route.receiver);
  const kubernetes = stacks["dafnckmachine-production-kubernetes"]!.resource;
  const associations = Object.values<Json>(kubernetes.aws_eks_pod_identity_association);

  expect(people.sns_configs).toMatchObject([{ sigv4: { region: "us-east-1" }, send_resolved: true }]);
  expect(associations).toContainEqual(
    expect.objectContaining({ namespace: "monitoring", service_account: serviceAccount.name }),
  );
});

test("shows its dashboards in Grafana, whose password nobody has typed", () => {
  const dashboards = Object.values<Json>(maps).filter(({ metadata }) => metadata.labels?.grafana_dashboard);
  const secrets = Object.values<Json>(production.resource.kubernetes_manifest).map(({ manifest }) => manifest);

  expect(dashboards.map(({ metadata }) => metadata.name)).toEqual([
    "dashboard-infrastructure-overview",
    "dashboard-application-metrics",
    "dashboard-business-metrics",
  ]);
  expect(secrets).toContainEqual(
    expect.objectContaining({
      kind: "ExternalSecret",
      metadata: { name: prometheus.grafana.admin.existingSecret, namespace: "monitoring" },
    }),
  );
});

test("keeps logs on three nodes with twice their heap, by encrypted connections and accounts of their own", () => {
  const [nodes] = elasticsearch.nodeSets;
  const [{ env, resources }] = nodes.podTemplate.spec.containers;

  expect(releases.elasticsearch).toMatchObject({ chart: "eck-elasticsearch", version: "0.18.0" });
  expect(elasticsearch).toMatchObject({
    fullnameOverride: "dafnck-machine-logs",
    http: { tls: { selfSignedCertificate: { subjectAltNames: [{ dns: "elasticsearch.logging.svc.cluster.local" }] } } },
    auth: { fileRealm: [{ secretName: "log-writer" }], roles: [{ secretName: "log-writer" }] },
    volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
  });
  expect(nodes).toMatchObject({ count: 3, config: { "node.store.allow_mmap": false } });
  expect(env[0].value).toContain("MaxHeapSize=2g");
  expect(resources.limits.memory).toBe("4Gi");
});

test("has a place for every copy of an index", () => {
  const templates = (stack: Json) => {
    const { data } = stack.resource.kubernetes_config_map_v1["logging-setup-files"];
    return ["application", "infrastructure"].map(
      (kind) => JSON.parse(data[`index-template-${kind}-logs.json`]).template,
    );
  };

  expect(templates(production).map(({ settings }) => [settings.number_of_shards, settings.number_of_replicas])).toEqual(
    [
      [3, 1],
      [2, 1],
    ],
  );
  expect(templates(staging).map(({ settings }) => settings.number_of_replicas)).toEqual([0, 0]);
});

test("has a template and an end for every data stream that is written to", () => {
  const { data } = maps["logging-setup-files"];
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"];
  const written = [...fluentd.matchAll(/index_name (\S+)/g)].map(([, name]) => name);
  const pipelines = Object.values<string>(values(releases.logstash).logstashPipeline).join("\n");
  const piped = [...pipelines.matchAll(/index => "(.+)"/g)].map(([, name]) => name);
  const kinds = ["application-logs", "infrastructure-logs"];
  const patterns = kinds.flatMap((kind) => JSON.parse(data[`index-template-${kind}.json`]).index_patterns);

  expect(new Set([...written, ...piped])).toEqual(new Set(patterns));
  expect(kinds.map((kind) => JSON.parse(data[`ilm-${kind}.json`]).policy.phases.delete.min_age)).toEqual(["30d", "7d"]);
});

test("reads every container and node, and takes records of applications from their namespaces only", () => {
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"] as string;
  const matches = [...fluentd.matchAll(/<match (.+)>/g)].map(([, patterns]) => patterns!);
  const { ingress } = production.resource.kubernetes_network_policy_v1["fluentd-policy"].spec;

  expect(fluentd).toContain("@type cri");
  // Terraform gives Fluentd `${hostname}`.
  expect(fluentd).toContain("hostname $${hostname}");
  expect(matches.find((patterns) => takes(patterns, "app.orders"))).toBe("app.**");
  expect(production.resource.kubernetes_service_v1["fluentd-intake"].spec).toMatchObject({
    type: "ClusterIP",
    port: [{ port: 9880 }],
  });
  expect(ingress[0].ports).toEqual([{ port: "9880", protocol: "TCP" }]);
  expect(ingress[0].from.map((peer: Json) => Object.values(peer.namespace_selector.match_labels)[0])).toEqual([
    "dafnckmachine",
    "production",
  ]);
});

test("has Fluentd read its file as it is, as nothing can edit one that a map holds", () => {
  const { volume, container } = production.resource.kubernetes_daemon_set_v1.fluentd.spec.template.spec;

  expect(volume).toContainEqual(expect.objectContaining({ name: "configuration", config_map: expect.anything() }));
  expect(container[0].env).toContainEqual({ name: "FLUENT_ELASTICSEARCH_SED_DISABLE", value: "true" });
});

test("lets applications reach what takes their records", () => {
  const policies = Object.values<Json>(production.resource.kubernetes_network_policy_v1);
  const ways = policies.filter(({ metadata }) => metadata.name === "allow-fluentd");

  expect(ways.map(({ metadata }) => metadata.namespace)).toEqual(["dafnckmachine", "production"]);
  for (const { spec } of ways) {
    expect(spec.egress[0]).toMatchObject({
      to: [{ pod_selector: { match_labels: { app: "fluentd" } } }],
      ports: [{ port: "9880" }],
    });
  }
});

test("gives every record that Fluentd creates an id, as it drops those without", () => {
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"] as string;
  const created = [...fluentd.matchAll(/<match (.+)>\n {2}@type elasticsearch\n/g)].map(([, patterns]) => patterns!);
  const [, identified] = /<filter (.+)>\n {2}@type elasticsearch_genid/.exec(fluentd)!;

  expect(created).toHaveLength(2);
  expect(identified!.split(" ")).toEqual(created);
  expect(fluentd.match(/id_key _hash\n {2}remove_keys _hash/g)).toHaveLength(2);
});

test("says which environment a record is of", () => {
  const conf = (stack: Json) => stack.resource.kubernetes_config_map_v1["fluentd-configuration"].data["fluent.conf"];

  expect(conf(production)).toContain("environment production");
  expect(conf(staging)).toContain("environment staging");
});

test("lets Fluentd look up pods and namespaces, and nothing else", () => {
  expect(only(production, "kubernetes_cluster_role_v1").rule).toEqual([
    { api_groups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] },
  ]);
});

test("has Logstash where Fluentd sends, with pipelines of its own", () => {
  const logstash = values(releases.logstash);
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"];
  const [, port] = /endpoint http:\/\/logstash\.logging\.svc\.cluster\.local:(\d+)/.exec(fluentd)!;

  expect(logstash.service.ports.map((port: Json) => port.port)).toContain(Number(port));
  expect(Object.keys(logstash.logstashPipeline)).toEqual(["application.conf", "infrastructure.conf"]);
  expect(logstash.logstashPipeline["infrastructure.conf"]).toContain("%%{LOGLEVEL");
  expect(logstash.logstashPipeline["application.conf"]).toContain("$${ELASTICSEARCH_PASSWORD}");
});

test("refers in Kibana only to what was imported before", () => {
  for (const text of Object.values(savedObjects())) {
    const seen = new Set<string>();
    for (const { type, id, references } of text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Json)) {
      expect(references.every((reference: Json) => seen.has(`${reference.type}/${reference.id}`))).toBe(true);
      seen.add(`${type}/${id}`);
    }
    expect([...seen].some((id) => id.startsWith("dashboard/"))).toBe(true);
  }
});

test("writes nothing before the data streams have their templates", () => {
  expect(production.resource.kubernetes_daemon_set_v1.fluentd.depends_on).toContain("kubernetes_job_v1.logging-setup");
});

test("hands files over by a job of another name whenever they change", () => {
  const [{ metadata }, { metadata: other }] = [
    only(production, "kubernetes_job_v1"),
    only(staging, "kubernetes_job_v1"),
  ];

  expect(metadata.name).toMatch(/^logging-setup-[0-9a-f]{8}$/);
  expect(other.name).not.toBe(metadata.name);
});

/** Runs what the job runs, with a curl of which the first calls fail; returns the status and the URLs that were asked. */
function setUp(failures: number): { readonly status: number | null; readonly asked: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "logging-setup-"));
  for (const [name, text] of Object.entries<string>(maps["logging-setup-files"].data)) {
    const script = text.replaceAll("$${", "${").replaceAll("/tmp/", `${folder}/`).replaceAll("/setup", folder);
    writeFileSync(join(folder, name), name === "setup.sh" ? script : text);
  }
  const curl = `for last; do :; done; echo "$last" >>${folder}/asked
[ "$(wc -l <${folder}/asked)" -gt ${failures} ] && echo '{"success":true}'`;
  for (const [name, text] of Object.entries({ curl, sleep: "" })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const { status } = spawnSync("bash", [join(folder, "setup.sh")], {
    env: { PATH: `${folder}:${process.env.PATH}`, PASSWORD: "secret" },
  });
  return { status, asked: readFileSync(join(folder, "asked"), "utf8").trim().split("\n") };
}

test("hands files over once Elasticsearch and Kibana answer, however often they have not", () => {
  const { asked } = setUp(0);
  const late = setUp(3);

  expect(late.status).toBe(0);
  expect(late.asked.slice(0, 4)).toEqual(Array(4).fill(asked[0]));
  expect(late.asked.slice(3)).toEqual(asked);
  expect(asked.filter((url) => url.includes("/_import"))).toHaveLength(3);
});

test("has metrics of the cluster where monitoring is comprehensive", () => {
  expect(releases.prometheus.chart).toBe("kube-prometheus-stack");
  expect(staging.resource.helm_release.prometheus).toBeUndefined();
  expect(stacks["dafnckmachine-development-observability"]).toBeUndefined();
});

import { workloadWith } from "@modules/checks/model/pods/templates";
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { imagesUse } from "@modules/checks/policies/use/images";
import { expect, test } from "vitest";

const cache = { aws_ecr_pull_through_cache_rule: { hub: { upstream_registry_url: "registry-1.docker.io" } } };
const pods = (image: string) => ({
  kubernetes_daemon_set_v1: { logs: { spec: { template: { spec: { container: [{ image }] } } } } },
});
const stack = (id: string, group: string, resource: object, command = "aws") => ({
  id,
  json: { provider: { kubernetes: [{ exec: { command } }] }, resource },
  isProtected: true,
  group,
});
const anonymous = (...stacks: ReturnType<typeof stack>[]) =>
  imagesUse.flatMap((rule) => violations(rule, new Resources(stacks)));

test.each([
  "docker.io/fluent/fluentd:v1",
  "index.docker.io/fluent/fluentd:v1",
  "fluent/fluentd:v1",
  "fluent/fluentd",
  "postgres:15",
  "postgres",
  "postgres@sha256:0123",
  "prom/node_exporter.v2",
])("refuses %s beside a cache", (image) => {
  expect(anonymous(stack("nodes", "shop", cache), stack("pods", "shop", pods(image)))).toEqual([
    "pods kubernetes_daemon_set_v1.logs",
  ]);
});

test("accepts other registries, environments without a cache, and nodes that do not log in to ECR", () => {
  for (const image of ["quay.io/thanos/thanos:v1", "localhost/fluentd", "cache:5000/fluentd", "${var.image}"]) {
    expect(anonymous(stack("nodes", "shop", cache), stack("pods", "shop", pods(image)))).toEqual([]);
  }
  expect(anonymous(stack("nodes", "shop", cache), stack("pods", "other", pods("fluent/fluentd:v1")))).toEqual([]);
  expect(
    anonymous(
      stack("nodes", "shop", cache),
      stack("pods", "shop", pods("fluent/fluentd:v1"), "gke-gcloud-auth-plugin"),
    ),
  ).toEqual([]);
});

test.each([
  ["leaves out", {}, ["pods helm_release.metrics"]],
  ["names", { image: { registry: "cache" }, initChownData: { image: { registry: "cache" } } }, []],
  ["does not enable", { enabled: false }, []],
])("looks for the registry of Grafana in kube-prometheus-stack, which a release %s", (_, grafana, found) => {
  const release = { chart: "kube-prometheus-stack", values: [JSON.stringify({ grafana })] };

  expect(
    anonymous(stack("nodes", "shop", cache), stack("pods", "shop", { helm_release: { metrics: release } })),
  ).toEqual(found);
});

test.each(["kubernetes_cron_job_v1", "kubernetes_deployment_v1", "kubernetes_job_v1", "kubernetes_stateful_set_v1"])(
  "looks at the containers of %s, also at those that run first",
  (type) => {
    const workload = (pod: object) => ({ [type]: { it: workloadWith(type, pod) } });
    const found = (pod: object) => anonymous(stack("nodes", "shop", cache), stack("pods", "shop", workload(pod)));

    expect(found({ container: [{ image: "postgres" }] })).toEqual([`pods ${type}.it`]);
    expect(found({ container: [{}], init_container: [{ image: "postgres" }] })).toEqual([`pods ${type}.it`]);
    expect(found({ container: [{}] })).toEqual([]);
  },
);

test("looks at the images of manifests", () => {
  const found = (image: string) =>
    anonymous(
      stack("nodes", "shop", cache),
      stack("pods", "shop", { kubernetes_manifest: { it: { manifest: { kind: "Prometheus", spec: { image } } } } }),
    );

  expect(found("prom/prometheus:v3")).toEqual(["pods kubernetes_manifest.it"]);
  expect(found("quay.io/prometheus/prometheus:v3")).toEqual([]);
});

test("looks for Docker Hub in the values of releases, as a registry too", () => {
  const found = (values: object) =>
    anonymous(
      stack("nodes", "shop", cache),
      stack("pods", "shop", { helm_release: { mesh: { chart: "base", values: [JSON.stringify(values)] } } }),
    );

  expect(found({ image: { registry: "docker.io", repository: "istio/pilot" } })).toEqual(["pods helm_release.mesh"]);
  expect(found({ image: { registry: "quay.io" } })).toEqual([]);
});

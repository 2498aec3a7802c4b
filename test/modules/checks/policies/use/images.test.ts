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

test.each(["docker.io/fluent/fluentd:v1", "fluent/fluentd:v1", "postgres:15"])("refuses %s beside a cache", (image) => {
  expect(anonymous(stack("nodes", "shop", cache), stack("pods", "shop", pods(image)))).toEqual([
    "pods kubernetes_daemon_set_v1.logs",
  ]);
});

test("accepts other registries, environments without a cache, and nodes that do not log in to ECR", () => {
  expect(anonymous(stack("nodes", "shop", cache), stack("pods", "shop", pods("quay.io/thanos/thanos:v1")))).toEqual([]);
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

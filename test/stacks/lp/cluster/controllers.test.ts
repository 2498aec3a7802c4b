import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../environments/lp/development";
import { production as productionFile } from "../../../../environments/lp/production";
import { prepared, stacks } from "../../../support/stacks";

const controllers = stacks["lp-production-controllers"]!;
const releases = Object.fromEntries(resources(controllers, "helm_release").map((release) => [release.chart, release]));

function values(chart: string, from: Json = releases): Json {
  return JSON.parse(from[chart].values[0]);
}

test("installs the operators of an EKS cluster", () => {
  expect(Object.keys(releases).sort()).toEqual([
    "aws-load-balancer-controller",
    "base",
    "cert-manager",
    "cluster-autoscaler",
    "cni",
    "external-secrets",
    "gateway",
    "istiod",
    "kube-prometheus-stack",
    "metrics-server",
  ]);
});

test("installs the Prometheus operator without its own Prometheus, Alertmanager and Grafana", () => {
  expect(values("kube-prometheus-stack")).toMatchObject({
    prometheus: { enabled: false },
    alertmanager: { enabled: false },
    grafana: { enabled: false },
    defaultRules: { create: false },
  });
});

test("runs controllers on the tainted system nodes", () => {
  const { labels, taint } = stacks["lp-production-kubernetes"]!.resource.aws_eks_node_group["system-nodes"];

  expect(values("cluster-autoscaler")).toMatchObject({
    nodeSelector: labels,
    tolerations: [{ key: taint[0].key, value: taint[0].value, effect: "NoSchedule" }],
  });
});

test("trusts one proxy in front of the gateway with Cloudflare, and none without", () => {
  const development = Object.fromEntries(
    resources(stacks["lp-development-controllers"]!, "helm_release").map((release) => [release.chart, release]),
  );
  const proxies = (from: Json) => /numTrustedProxies\W+(\d)/.exec(JSON.stringify(values("gateway", from)))?.[1];

  expect(productionFile.cloudflare).toBeDefined();
  expect(proxies(releases)).toBe("1");
  expect(developmentFile.cloudflare).toBeUndefined();
  expect(proxies(development)).toBe("0");
});

test("installs the Prometheus operator without exporters, so that its namespace refuses privileged pods", () => {
  const namespace = resources(controllers, "kubernetes_namespace_v1").find(
    ({ metadata }) => metadata.name === "monitoring",
  );
  const stack = values("kube-prometheus-stack");

  expect(namespace?.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
  for (const part of ["nodeExporter", "kubeStateMetrics", "kubelet", "kubeApiServer", "coreDns", "prometheus"]) {
    expect(stack[part], part).toEqual({ enabled: false });
  }
});

test("starts controllers after the association that gives the load balancer controller its role", () => {
  const stack = prepared.find(({ id }) => id === "lp-production-controllers")!.stack;

  expect(stack.dependencies.map(({ node }) => node.id)).toContain("lp-production-load-balancing");
  expect(stacks["lp-production-load-balancing"]!.resource.aws_eks_pod_identity_association).toBeDefined();
});

import { expect, test } from "vitest";
import { production } from "../../../../../environments/lp/production";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["lp-production-observability"]!;

test("admits pods of the namespace, and the API server to webhook and metrics adapter", () => {
  const { spec } = resource.kubernetes_network_policy_v1["monitoring-policy"];

  expect(spec.pod_selector).toEqual({});
  expect(spec.ingress).toMatchObject([
    { from: [{ pod_selector: {} }] },
    { from: [{ ip_block: { cidr: production.network.cidr } }], ports: [{ port: "10250" }, { port: "6443" }] },
  ]);
});

test("serves the metric that the API gateway's autoscaler uses", () => {
  const autoscaler =
    stacks["lp-production-workloads"]!.resource.kubernetes_horizontal_pod_autoscaler_v2["api-gateway-hpa"];
  const podMetrics = autoscaler.spec.metric.filter(({ type }: { type: string }) => type === "Pods");

  expect(podMetrics).toHaveLength(1);
  expect(resource.helm_release["metrics-adapter"].values[0]).toContain(podMetrics[0].pods.metric.name);
});

test("runs Alertmanager, the querier and Grafana on system nodes, because the application's are spot instances", () => {
  const { labels } = stacks["lp-production-kubernetes"]!.resource.aws_eks_node_group["system-nodes"];
  const { alertmanager } = resource.kubernetes_manifest;

  expect(alertmanager.manifest.spec).toMatchObject({ nodeSelector: labels, tolerations: [{ effect: "NoSchedule" }] });
  for (const name of ["thanos-query", "grafana"]) {
    const pod = resource.kubernetes_deployment_v1[name].spec.template.spec;
    expect(pod, name).toMatchObject({ node_selector: labels, toleration: [{ effect: "NoSchedule" }] });
  }
});

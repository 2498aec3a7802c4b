import type { Json } from "@modules/checks/json";
import type { Placement } from "@modules/kubernetes/charts/addon";
import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import { ClusterAutoscaler } from "@modules/kubernetes/charts/cluster-autoscaler";
import { ExternalSecrets } from "@modules/kubernetes/charts/external-secrets";
import { IngressNginx } from "@modules/kubernetes/charts/ingress-nginx";
import { LoadBalancerController } from "@modules/kubernetes/charts/load-balancer-controller";
import { MetricsServer } from "@modules/kubernetes/charts/metrics-server";
import { NvidiaDevicePlugin } from "@modules/kubernetes/charts/nvidia-device-plugin";
import { PrometheusAdapter } from "@modules/kubernetes/charts/prometheus-adapter";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

const PLACEMENT: Placement = {
  nodeSelector: { role: "system" },
  tolerations: [{ key: "system", operator: "Equal", value: "true", effect: "NoSchedule" }],
};

function release(define: (stack: TerraformStack) => void): Json {
  const { values, ...rest } = only(synth(define), "helm_release");
  return { ...rest, values: JSON.parse(values[0]) };
}

test("scales the groups EKS tagged for the cluster, under the account that may", () => {
  const { values } = release(
    (stack) =>
      new ClusterAutoscaler(stack, "autoscaler", {
        clusterName: "shop",
        region: "us-east-1",
        version: "v1.35.0",
        placement: PLACEMENT,
      }),
  );

  expect(values).toMatchObject({
    autoDiscovery: { clusterName: "shop" },
    awsRegion: "us-east-1",
    image: { tag: "v1.35.0" },
    rbac: { serviceAccount: { name: "cluster-autoscaler" } },
    ...PLACEMENT,
  });
});

test("gives nodes back, whatever temporary files the pods on them have", () => {
  const { values } = release(
    (stack) =>
      new ClusterAutoscaler(stack, "autoscaler", { clusterName: "shop", region: "us-east-1", version: "v1.35.0" }),
  );

  expect(values.extraArgs).toMatchObject({
    "skip-nodes-with-local-storage": false,
    "skip-nodes-with-system-pods": false,
  });
});

test("binds pods to target groups and makes no load balancer", () => {
  const { namespace, values } = release(
    (stack) =>
      new LoadBalancerController(stack, "load-balancing", { clusterName: "shop", region: "us-east-1", vpcId: "vpc-1" }),
  );

  expect(namespace).toBe("kube-system");
  expect(values).toMatchObject({
    clusterName: "shop",
    vpcId: "vpc-1",
    serviceAccount: { name: "aws-load-balancer-controller" },
    createIngressClassResource: false,
    enableServiceMutatorWebhook: false,
    controllerConfig: { featureGates: { EnableServiceController: false } },
  });
});

test("keeps no key of a webhook in a release: cert-manager makes them", () => {
  const balancing = release(
    (stack) =>
      new LoadBalancerController(stack, "load-balancing", { clusterName: "shop", region: "us-east-1", vpcId: "vpc-1" }),
  );
  const metrics = release((stack) => new MetricsServer(stack, "metrics", {}));
  const adapter = release(
    (stack) =>
      new PrometheusAdapter(stack, "adapter", { namespace: "monitoring", prometheus: { url: "http://p", port: 9090 } }),
  );

  expect(balancing.values.enableCertManager).toBe(true);
  expect(metrics.values).toMatchObject({
    tls: { type: "cert-manager" },
    apiService: { insecureSkipTLSVerify: false },
  });
  expect(adapter.values.certManager).toEqual({ enabled: true });
});

test("keeps the definitions of certificates when the release goes", () => {
  const { values } = release(
    (stack) => new CertManager(stack, "certificates", { namespace: "cert-manager", placement: PLACEMENT }),
  );

  expect(values.crds).toEqual({ enabled: true, keep: true });
  for (const part of [values, values.webhook, values.cainjector, values.startupapicheck]) {
    expect(part).toMatchObject(PLACEMENT);
  }
});

test("only brings secrets into the cluster, for those who ask", () => {
  const { values } = release(
    (stack) => new ExternalSecrets(stack, "secrets", { namespace: "external-secrets", placement: PLACEMENT }),
  );

  expect(values).toMatchObject({
    serviceAccount: { name: "external-secrets" },
    processClusterExternalSecret: false,
    processPushSecret: false,
    global: PLACEMENT,
  });
});

test("shows autoscalers how many requests each pod gets", () => {
  const { values } = release(
    (stack) =>
      new PrometheusAdapter(stack, "adapter", {
        namespace: "monitoring",
        prometheus: { url: "http://prometheus.monitoring.svc", port: 9090 },
      }),
  );

  expect(values.prometheus).toEqual({ url: "http://prometheus.monitoring.svc", port: 9090 });
  expect(values.rules).toMatchObject({
    default: false,
    custom: [{ seriesQuery: 'http_requests_total{namespace!="",pod!=""}', name: { as: "requests_per_second" } }],
  });
});

test("asks nobody of a managed control plane for metrics", () => {
  const { values } = release(
    (stack) =>
      new PrometheusStack(stack, "prometheus", { namespace: "monitoring", values: { grafana: { enabled: false } } }),
  );

  expect(values).toMatchObject({
    grafana: { enabled: false },
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
  });
});

test("lets no ingress bring code into its controller", () => {
  const { values } = release((stack) => new IngressNginx(stack, "ingress", { namespace: "ingress-nginx" }));

  expect(values.controller).toMatchObject({ allowSnippetAnnotations: false, service: { type: "ClusterIP" } });
});

test("counts requests by client where proxies say who that is", () => {
  const config = (behindProxies: boolean) =>
    release((stack) => new IngressNginx(stack, "ingress", { namespace: "ingress-nginx", behindProxies })).values
      .controller.config;

  expect(config(true)).toEqual({ "use-forwarded-headers": "true", "proxy-real-ip-cidr": "0.0.0.0/0" });
  expect(config(false)).toBeUndefined();
});

test("shows the GPUs of nodes that have any", () => {
  const placement: Placement = {
    nodeSelector: { "node-pool": "gpu" },
    tolerations: [{ key: "nvidia.com/gpu", operator: "Equal", value: "present", effect: "NoSchedule" }],
  };
  const { values } = release((stack) => new NvidiaDevicePlugin(stack, "graphics", { placement }));

  expect(values.tolerations).toEqual(placement.tolerations);
  expect(JSON.stringify(values.affinity)).toContain('{"key":"node-pool","operator":"In","values":["gpu"]}');
});

test("keeps the definitions of External Secrets when its release goes, and with them every Secret", () => {
  const { values } = release((stack) => new ExternalSecrets(stack, "secrets", { namespace: "external-secrets" }));

  expect(values.crds).toEqual({ annotations: { "helm.sh/resource-policy": "keep" } });
});

test("reserves memory for each controller, so that the kubelet does not evict it first", () => {
  const memory = (define: (stack: TerraformStack) => void) =>
    [
      ...JSON.stringify(release(define).values).matchAll(
        /"requests":\{"cpu":"\d+m","memory":"(\d+)Mi"\},"limits":\{"memory":"(\d+)Mi"/g,
      ),
    ].map(([, requested, limit]) => Number(limit) / Number(requested));

  expect(memory((stack) => new CertManager(stack, "certificates", { namespace: "cert-manager" }))).toEqual([2, 2, 2]);
  expect(memory((stack) => new ExternalSecrets(stack, "secrets", { namespace: "external-secrets" }))).toEqual([
    2, 2, 2,
  ]);
  expect(memory((stack) => new NvidiaDevicePlugin(stack, "gpus", { placement: PLACEMENT }))).toEqual([2]);
  expect(memory((stack) => new PrometheusStack(stack, "prometheus", { namespace: "monitoring", values: {} }))).toEqual([
    2, 2, 2,
  ]);
});

import type { Json } from "@modules/checks/json";
import type { AddonProps, Placement } from "@modules/kubernetes/charts/addon";
import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import type { Chart } from "@modules/kubernetes/charts/chart";
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

test("finds node groups by cluster name and uses its service account", () => {
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

test("removes nodes whose pods have local storage or belong to kube-system", () => {
  const { values } = release(
    (stack) =>
      new ClusterAutoscaler(stack, "autoscaler", { clusterName: "shop", region: "us-east-1", version: "v1.35.0" }),
  );

  expect(values.extraArgs).toMatchObject({
    "skip-nodes-with-local-storage": false,
    "skip-nodes-with-system-pods": false,
  });
});

test("registers pods in target groups and makes no load balancer", () => {
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

test("leaves the certificates of webhooks to cert-manager", () => {
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

test("keeps the custom resource definitions when the release is deleted", () => {
  const { values } = release(
    (stack) => new CertManager(stack, "certificates", { namespace: "cert-manager", placement: PLACEMENT }),
  );

  expect(values.crds).toEqual({ enabled: true, keep: true });
  for (const part of [values, values.webhook, values.cainjector, values.startupapicheck]) {
    expect(part).toMatchObject(PLACEMENT);
  }
});

test("disables writing secrets and copying them to all namespaces", () => {
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

test("offers requests per second of pods as a metric", () => {
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

test("scrapes no component of a managed control plane", () => {
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

test("upgrades the definitions of the Prometheus operator with its chart", () => {
  const { values } = release((stack) => new PrometheusStack(stack, "prometheus", { placement: PLACEMENT }));

  expect(values.crds.upgradeJob).toMatchObject({ enabled: true, ...PLACEMENT });
});

test("refuses snippets in ingresses", () => {
  const { values } = release((stack) => new IngressNginx(stack, "ingress", { namespace: "ingress-nginx" }));

  expect(values.controller).toMatchObject({ allowSnippetAnnotations: false, service: { type: "ClusterIP" } });
});

test("reads the client address from the header that proxies write", () => {
  const config = (proxies?: string[]) =>
    release((stack) => new IngressNginx(stack, "ingress", { proxies })).values.controller.config;

  expect(config(["10.0.0.0/16", "10.1.0.0/16"])).toEqual({
    "use-forwarded-headers": "true",
    "proxy-real-ip-cidr": "10.0.0.0/16,10.1.0.0/16",
  });
  expect(config()).toBeUndefined();
});

test("fails when every address would count as a proxy, whose clients could forge their address", () => {
  expect(() => release((stack) => new IngressNginx(stack, "ingress", { proxies: ["0.0.0.0/0"] }))).toThrow(
    "proxies must be networks of load balancers, never every address, got 0.0.0.0/0",
  );
});

test("runs the device plugin on the nodes with GPUs", () => {
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
    2, 2, 2, 2,
  ]);
});
const ADDONS: readonly (new (stack: TerraformStack, id: string, props: AddonProps) => Chart)[] = [
  CertManager,
  ExternalSecrets,
  IngressNginx,
  MetricsServer,
  PrometheusStack,
];

test.each(ADDONS.map((addon) => [addon.name, addon] as const))(
  "%s has a default namespace and passes overrides to its release",
  (_, Addon) => {
    const addon = release((stack) => new Addon(stack, "addon", { overrides: { timeout: 1200 } }));

    expect(addon.timeout).toBe(1200);
    expect(addon.namespace).toMatch(/^(cert-manager|external-secrets|ingress-nginx|kube-system|monitoring)$/);
  },
);

import type { Json } from "@modules/checks/json";
import { Istio, type IstioProps } from "@modules/kubernetes/charts/istio";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function releases(props: Partial<IstioProps> = {}): Record<string, Json> {
  const { resource } = synth((stack) => new Istio(stack, "mesh", { namespace: "istio-system", ...props }));
  return Object.fromEntries(Object.values<Json>(resource.helm_release).map((release) => [release.chart, release]));
}

function values(release: Json): Json {
  return JSON.parse(release.values[0]);
}

test("installs the definitions, the CNI plugin, the control plane and the gateway in this order", () => {
  const { base, cni, istiod, gateway } = releases();

  const needs = ({ depends_on }: Json) => depends_on.map((address: string) => address.split("_")[2]);

  expect(needs(base)).toEqual([]);
  expect(needs(cni)).toEqual(["base"]);
  expect(needs(istiod)).toEqual(["base", "cni"]);
  expect(needs(gateway)).toEqual(["istiod"]);
});

test("installs all charts in one version", () => {
  expect(new Set(Object.values(releases()).map(({ version }) => version)).size).toBe(1);
});

test("names the release of the gateway istio-ingressgateway", () => {
  expect(releases().gateway).toMatchObject({ name: "istio-ingressgateway", namespace: "istio-system" });
});

test("redirects traffic with the CNI plugin", () => {
  const { cni, istiod } = releases();

  expect(cni.namespace).toBe("kube-system");
  expect(values(istiod)).toMatchObject({
    pilot: { cni: { enabled: true } },
    global: { proxy: { seccompProfile: { type: "RuntimeDefault" } } },
  });
});

test("runs the CNI plugin on every node except Fargate nodes", () => {
  const { affinity } = values(releases().cni);

  expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] }] },
  ]);
});

test("makes a load balancer only for a gateway address", () => {
  expect(values(releases().gateway).service).toEqual({ type: "ClusterIP" });
  const { gateway } = releases({ gatewayAddress: "192.0.2.1", gatewayClients: ["203.0.113.0/24"] });

  expect(values(gateway).service).toMatchObject({
    type: "LoadBalancer",
    loadBalancerIP: "192.0.2.1",
    loadBalancerSourceRanges: ["203.0.113.0/24"],
    ports: [{ port: 443 }],
  });
});

test("fails on a gateway address without clients", () => {
  expect(() => releases({ gatewayAddress: "192.0.2.1" })).toThrow(
    "mesh: gatewayClients must be a list of at least one CIDR block with gatewayAddress, got none",
  );
});

test("trusts the proxies in front of the gateway", () => {
  const { podAnnotations } = values(releases({ trustedProxies: 1 }).gateway);

  expect(JSON.parse(podAnnotations["proxy.istio.io/config"])).toMatchObject({
    gatewayTopology: { numTrustedProxies: 1 },
  });
});

test("sets the platform of GKE", () => {
  expect(values(releases({ platform: "gke" }).cni).global).toMatchObject({ platform: "gke" });
});

test("takes charts and images from locations that Istio keeps after December 2026", () => {
  const { base, cni, istiod, gateway } = releases();

  expect(new Set([base, cni, istiod, gateway].map(({ repository }) => repository))).toEqual(
    new Set(["https://blob.istio.io/istio-release/charts"]),
  );
  // The control plane injects the gateway's image.
  for (const release of [cni, istiod]) {
    expect(values(release).global.hub).toBe("docker.io/istio");
  }
});

test("takes images from a cache that it is given", () => {
  const { cni, istiod } = releases({ images: "registry.example.com/hub/istio" });

  for (const release of [cni, istiod]) {
    expect(values(release).global.hub).toBe("registry.example.com/hub/istio");
  }
});

test("lets an old gateway pod finish its requests, and replaces none before its successor is ready", () => {
  const { podAnnotations, strategy, terminationGracePeriodSeconds } = values(releases().gateway);

  expect(JSON.parse(podAnnotations["proxy.istio.io/config"])).toMatchObject({ terminationDrainDuration: "60s" });
  expect(terminationGracePeriodSeconds).toBeGreaterThan(60);
  expect(strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
});

test("logs every request of the mesh as JSON", () => {
  expect(values(releases().istiod).meshConfig).toEqual({ accessLogFile: "/dev/stdout", accessLogEncoding: "JSON" });
});

test("installs the plugin on GKE where nodes can be written to", () => {
  expect(values(releases({ platform: "gke" }).cni).cni).toEqual({ cniBinDir: "/home/kubernetes/bin" });
  expect(values(releases().cni)).not.toHaveProperty("cni");
});

test("passes overrides to the release of one chart", () => {
  const { base, gateway } = releases({ overrides: { gateway: { timeout: 1200 } } });

  expect([base.timeout, gateway.timeout]).toEqual([600, 1200]);
});

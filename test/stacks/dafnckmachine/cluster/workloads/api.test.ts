import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { staging } from "../../../../../environments/dafnckmachine/staging";
import { API } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { PORTS } from "../../../../../stacks/dafnckmachine/ports";
import { deployment, manifest, networkPolicy, workloads } from "../objects";

const { api } = production.workloads;
const VERSIONS = [
  { name: API, version: "v1", settings: api },
  { name: `${API}-v2`, version: "v2", settings: api.canary },
];

test("labels the two versions differently, so that autoscalers count their own pods", () => {
  for (const { name, version } of VERSIONS) {
    const { spec } = deployment(name);
    expect(spec.selector.match_labels).toEqual({ app: API, version });
    expect(spec.template.metadata.labels).toEqual({ app: API, version });
  }
});

test("scales each version within its own limits", () => {
  const scalers = Object.values<Json>(workloads().kubernetes_horizontal_pod_autoscaler_v2);

  for (const { name, settings } of VERSIONS) {
    const own = scalers.filter(({ spec }) => spec.scale_target_ref.name === name);
    expect(own).toMatchObject([{ spec: { min_replicas: settings.min, max_replicas: settings.max } }]);
  }
});

test("pulls images from the environment's own registry", () => {
  const { account, nameSuffix, workloads } = staging;

  expect(deployment(API, "staging").spec.template.spec.container[0].image).toBe(
    `${account.id}.dkr.ecr.${account.region}.amazonaws.com/dafnck-machine/api${nameSuffix}:${workloads.api.imageTag}`,
  );
});

test("admits only the mesh's gateway and the monitoring of its proxies", () => {
  const { metadata } = Object.values<Json>(workloads().kubernetes_namespace_v1).find(
    ({ metadata }) => metadata.name === "production",
  );
  const [fromGateway, fromMonitoring] = networkPolicy(API).ingress;

  expect(metadata.labels).toMatchObject({
    "istio-injection": "enabled",
    "pod-security.kubernetes.io/enforce": "restricted",
  });
  expect(manifest("PeerAuthentication", "default").spec.mtls).toEqual({ mode: "STRICT" });
  expect(fromGateway).toMatchObject({
    from: [
      {
        namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "istio-system" } },
        pod_selector: { match_labels: { istio: "ingressgateway" } },
      },
    ],
    ports: [{ port: String(PORTS.api) }],
  });
  expect(fromMonitoring.ports).toEqual([{ port: "15020", protocol: "TCP" }]);
});

test("configures the lifetimes and sizes of its caches", () => {
  expect(workloads().kubernetes_config_map_v1["api-cache-settings"].data).toMatchObject({
    CACHE_L1_SIZE: "256",
    CACHE_L1_TTL: "60",
    CACHE_L2_SIZE: "4096",
    CACHE_L2_TTL: "3600",
  });
});

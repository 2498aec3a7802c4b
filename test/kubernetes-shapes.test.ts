import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { shapeFaults } from "./support/kubernetes-shapes";
import { prepared } from "./support/stacks";

/** Faults of one resource of the JSON. */
function faultsOf(type: string, block: Json): Promise<string[]> {
  return shapeFaults([{ id: "stack", json: { resource: { [type]: { it: block } } } }]);
}

const DEPLOYMENT = {
  metadata: { name: "api", namespace: "production", labels: { "app.kubernetes.io/name": "api" } },
  spec: {
    replicas: "3",
    selector: { match_labels: { app: "api" } },
    strategy: { type: "RollingUpdate", rolling_update: { max_surge: "1", max_unavailable: "25%" } },
    template: {
      metadata: { labels: { app: "api" } },
      spec: {
        security_context: { run_as_user: "10001", run_as_non_root: true },
        container: [
          {
            name: "api",
            image: "api:v1",
            port: [{ name: "http", container_port: 3000 }],
            liveness_probe: { http_get: { path: "/health", port: "3000" } },
            volume_mount: [{ name: "settings", mount_path: "/etc/api" }],
          },
        ],
        volume: [{ name: "settings", config_map: { name: "settings", default_mode: "0444" } }],
      },
    },
  },
  depends_on: ["kubernetes_config_map_v1.settings"],
};

/** The deployment with changed fields of its container. */
function withContainer(change: object): Json {
  const copy = structuredClone(DEPLOYMENT) as Json;
  Object.assign(copy.spec.template.spec.container[0], change);
  return copy;
}

function manifest(apiVersion: string, kind: string, spec: object): Promise<string[]> {
  return faultsOf("kubernetes_manifest", {
    manifest: { apiVersion, kind, metadata: { name: "it", namespace: "production" }, spec },
  });
}

test("every object of every stack fits the schema of its API", async () => {
  expect(await shapeFaults(prepared)).toEqual([]);
});

test("accepts a resource as the provider converts it", async () => {
  expect(await faultsOf("kubernetes_deployment_v1", DEPLOYMENT)).toEqual([]);
});

test("fails for a value of another type", async () => {
  const faults = await faultsOf("kubernetes_deployment_v1", withContainer({ image: 3 }));

  expect(faults).toEqual([
    "stack/kubernetes_deployment_v1.it: data/spec/template/spec/containers/0/image must be string",
  ]);
});

test("fails for an unknown field", async () => {
  const faults = await faultsOf("kubernetes_deployment_v1", withContainer({ image_pul_policy: "Always" }));

  expect(faults).toEqual([
    "stack/kubernetes_deployment_v1.it: /spec/template/spec/containers/0/imagePulPolicy is no field of a Deployment",
  ]);
});

test("fails for a missing field", async () => {
  const faults = await faultsOf("kubernetes_service_v1", {
    metadata: { name: "a" },
    spec: { port: [{ name: "http" }] },
  });

  expect(faults[0]).toContain("data/spec/ports/0 must have required property port");
});

test("fails for a resource type without a schema", async () => {
  await expect(faultsOf("kubernetes_pod", {})).rejects.toThrow("type must be");
});

test.each([
  ["networking.istio.io/v1", "VirtualService", { http: [{ timout: "30s" }] }, "timout"],
  [
    "networking.istio.io/v1",
    "DestinationRule",
    { host: "api", trafficPolicy: { circuitBreaker: {} } },
    "circuitBreaker",
  ],
  [
    "networking.istio.io/v1",
    "Gateway",
    { servers: [{ hosts: ["a"], port: { number: 443, name: "a", proto: "B" } }] },
    "proto",
  ],
  ["cert-manager.io/v1", "ClusterIssuer", { selfSigned: { crlDistributionPoint: [] } }, "crlDistributionPoint"],
  [
    "external-secrets.io/v1",
    "ExternalSecret",
    { data: [{ secretKey: "url", remoteRef: { key: "a", propery: "b" } }] },
    "propery",
  ],
  ["monitoring.coreos.com/v1", "ServiceMonitor", { selector: {}, endpoints: [{ prt: "http" }] }, "prt"],
  ["elbv2.k8s.aws/v1beta1", "TargetGroupBinding", { serviceRef: { name: "api", prt: 80 } }, "prt"],
])("fails for a misspelt field of a %s %s", async (apiVersion, kind, spec, field) => {
  const faults = await manifest(apiVersion, kind, spec);

  expect(faults.join("\n")).toContain(field);
});

test("accepts a manifest of every package of schemas", async () => {
  const reference = { name: "store", kind: "ClusterSecretStore" };
  const data = [{ secretKey: "url", remoteRef: { key: "database", property: "url" } }];

  expect([
    ...(await manifest("networking.istio.io/v1", "VirtualService", { hosts: ["api"], http: [{ timeout: "30s" }] })),
    ...(await manifest("cert-manager.io/v1", "ClusterIssuer", { selfSigned: {} })),
    ...(await manifest("external-secrets.io/v1", "ExternalSecret", { secretStoreRef: reference, data })),
    ...(await manifest("monitoring.coreos.com/v1", "ServiceMonitor", { selector: {}, endpoints: [{ port: "http" }] })),
    ...(await manifest("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", {
      targetGroupARN: "arn",
      serviceRef: { name: "api", port: 80 },
    })),
  ]).toEqual([]);
});

test("accepts a volume claim template without kind and API version", async () => {
  const storage = (volumeClaimTemplate: object) =>
    manifest("monitoring.coreos.com/v1", "Prometheus", { storage: { volumeClaimTemplate } });

  expect(await storage({ spec: { storageClassName: "gp3" } })).toEqual([]);
  expect((await storage({ spec: { storageClassName: 3 } })).join()).toContain("storageClassName must be string");
});

test("fails for a kind without a schema", async () => {
  await expect(manifest("example.com/v1", "Nothing", {})).rejects.toThrow("example.com/v1 Nothing must have");
});

import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import type { Json } from "@modules/checks/json";
import { resourceOf } from "@modules/core/resource-of";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const resources: Json = synth((stack) => {
  new GeneratedSecret(stack, "grafana", {
    name: "grafana-admin",
    namespace: "monitoring",
    data: { "admin-password": "{{ .password }}" },
  });
}).resource.kubernetes_manifest;
const secret = resources.grafana;
const [generator] = Object.values<Json>(resources).filter(({ manifest }) => manifest.kind === "Password");

test("generates the password once, in the cluster", () => {
  expect(generator.manifest).toMatchObject({
    apiVersion: "generators.external-secrets.io/v1alpha1",
    metadata: { name: "grafana-admin", namespace: "monitoring" },
    spec: { length: 32, symbols: 0 },
  });
  expect(secret.manifest.spec).toMatchObject({
    refreshPolicy: "CreatedOnce",
    dataFrom: [{ sourceRef: { generatorRef: { kind: "Password", name: "grafana-admin" } } }],
  });
});

test("adds keys that contain the password", () => {
  expect(secret.manifest.spec.target).toEqual({
    name: "grafana-admin",
    creationPolicy: "Owner",
    template: { type: "Opaque", mergePolicy: "Merge", data: { "admin-password": "{{ .password }}" } },
  });
});

test("is ready before modules that depend on it", () => {
  expect(secret.wait).toEqual({ condition: [{ type: "Ready", status: "True" }] });
  expect(secret.depends_on).toHaveLength(1);
});

test("lets overrides replace arguments of the ExternalSecret, its primary resource", () => {
  const json = synth((stack) => {
    const created = new GeneratedSecret(stack, "admin", {
      name: "admin",
      namespace: "monitoring",
      overrides: { timeouts: { create: "10m" } },
    });
    expect(resourceOf(created, Manifest).friendlyUniqueId).toBe("admin");
  });

  expect(json.resource.kubernetes_manifest.admin.timeouts).toEqual({ create: "10m" });
});

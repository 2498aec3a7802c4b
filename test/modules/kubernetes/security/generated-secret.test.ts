import type { Json } from "@modules/checks/json";
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

test("has a password made up once, in the cluster", () => {
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

test("puts it under other names too", () => {
  expect(secret.manifest.spec.target).toEqual({
    name: "grafana-admin",
    creationPolicy: "Owner",
    template: { type: "Opaque", mergePolicy: "Merge", data: { "admin-password": "{{ .password }}" } },
  });
});

test("is there before anything that comes after it", () => {
  expect(secret.wait).toEqual({ condition: [{ type: "Ready", status: "True" }] });
  expect(secret.depends_on).toHaveLength(1);
});

import type { IVirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import type { Json } from "@modules/checks/json";
import { CustomResource, type CustomResourceProps } from "@modules/kubernetes/custom-resource";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const MANIFEST: IVirtualService = {
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: { name: "routing", namespace: "production", annotations: { "example.com/owner": "platform" } },
  spec: { hosts: ["api.example.com"] },
};

function resource(props: Partial<CustomResourceProps<IVirtualService>> = {}): Json {
  return synth((stack) => {
    new CustomResource<IVirtualService>(stack, "routing", { manifest: MANIFEST, ...props });
  }).resource.kubernetes_manifest.routing;
}

test("applies the manifest without forcing conflicts of field managers", () => {
  expect(resource()).toMatchObject({
    manifest: MANIFEST,
    field_manager: { name: "terraform", force_conflicts: false },
    computed_fields: ["metadata.labels", "metadata.annotations"],
  });
});

test("waits for a status condition", () => {
  expect(resource({ condition: "Ready" })).toMatchObject({
    wait: { condition: [{ type: "Ready", status: "True" }] },
    timeouts: { create: "5m" },
  });
});

test("ignores fields that a controller changes", () => {
  expect(resource({ computedFields: ["spec.tls"] }).computed_fields).toEqual([
    "metadata.labels",
    "metadata.annotations",
    "spec.tls",
  ]);
});

test("waits for the modules in after", () => {
  const { routing } = synth((stack) => {
    const settings = new ConfigMap(stack, "settings", { name: "settings", namespace: "production", data: {} });
    new CustomResource(stack, "routing", { manifest: MANIFEST, after: [settings] });
  }).resource.kubernetes_manifest;

  expect(routing.depends_on).toEqual(["kubernetes_config_map_v1.settings"]);
});

test("fails on an object without a name", () => {
  expect(() => resource({ manifest: { ...MANIFEST, metadata: {} } })).toThrow(
    "routing: manifest.metadata.name must be given, got none",
  );
});

test("lets overrides replace arguments of the manifest resource", () => {
  const overrides = { fieldManager: { forceConflicts: true } };

  expect(resource({ overrides }).field_manager).toEqual({ force_conflicts: true });
});

import { Resources } from "@modules/checks/policies/resources";
import { isTolerated } from "@modules/checks/policies/use/tolerations";
import { expect, test } from "vitest";

test("reads tolerations of workloads and of the values of charts, with their values", () => {
  const resource = {
    kubernetes_deployment_v1: {
      it: {
        spec: { template: { spec: { toleration: [{ key: "dedicated", value: "blockchain" }, { key: "spot" }] } } },
      },
    },
    helm_release: { it: { values: ['{"tolerations":[{"key":"nvidia.com/gpu","operator":"Exists"}]}'] } },
    kubernetes_config_map_v1: { it: { data: { key: "monitoring" } } },
  };
  const all = new Resources([{ id: "shop", json: { resource }, isProtected: true }]);
  const tolerates = (key: string, value: string) => isTolerated(all, { key, value }, { stack: "shop" });

  expect(tolerates("dedicated", "blockchain")).toBe(true);
  expect(tolerates("spot", "true")).toBe(true);
  expect(tolerates("nvidia.com/gpu", "present")).toBe(true);
  expect(tolerates("dedicated", "monitoring")).toBe(false);
  expect(tolerates("monitoring", "true")).toBe(false);
});

test("finds tolerations of pods of the same environment only", () => {
  const pod = { spec: { template: { spec: { toleration: [{ key: "dedicated" }] } } } };
  const all = new Resources([
    { id: "one-nodes", group: "one", json: {}, isProtected: true },
    {
      id: "one-pods",
      group: "one",
      json: { resource: { kubernetes_deployment_v1: { it: pod } } },
      isProtected: true,
    },
    { id: "two-nodes", group: "two", json: {}, isProtected: true },
  ]);

  expect(isTolerated(all, { key: "dedicated" }, { stack: "one-nodes" })).toBe(true);
  expect(isTolerated(all, { key: "dedicated" }, { stack: "two-nodes" })).toBe(false);
});

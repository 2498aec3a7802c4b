import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("holds settings as data", () => {
  const json = synth((stack) => {
    const labels = { grafana_dashboard: "1" };
    new ConfigMap(stack, "map", { name: "settings", namespace: "production", data: { TTL: "60" }, labels });
  });

  expect(only(json, "kubernetes_config_map_v1")).toMatchObject({
    metadata: { name: "settings", namespace: "production", labels: { grafana_dashboard: "1" } },
    data: { TTL: "60" },
  });
});

test("lets overrides replace arguments of the config map", () => {
  const json = synth((stack) => {
    const overrides = { immutable: true };
    new ConfigMap(stack, "map", { name: "settings", namespace: "production", data: {}, overrides });
  });

  expect(only(json, "kubernetes_config_map_v1").immutable).toBe(true);
});

import { manifests } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { stacks } from "../../../../../support/stacks";

const observability = stacks["lp-production-observability"]!;
const { resource } = observability;
const [querier] = resource.kubernetes_deployment_v1["thanos-query"].spec.template.spec.container;

test("merges the replicas of each shard by the label that Prometheus gives them", () => {
  const { spec } = manifests(observability)["Prometheus/prometheus"]!;

  expect(querier.args).toContain(`--query.replica-label=${spec.replicaExternalLabelName}`);
});

test("has the version of the sidecars", () => {
  const { spec } = manifests(observability)["Prometheus/prometheus"]!;

  expect(querier.image.split(":")[1]).toBe(spec.thanos.version);
});

test("accepts queries of Grafana and the metrics adapter", () => {
  const { datasources } = parse(resource.kubernetes_config_map_v1["grafana-config"].data["prometheus.yaml"]);
  const adapter = JSON.parse(resource.helm_release["metrics-adapter"].values[0]);

  expect(datasources[0].url).toBe("http://thanos-query.monitoring.svc.cluster.local:9090");
  expect(adapter.prometheus).toEqual({ url: "http://thanos-query.monitoring.svc.cluster.local", port: 9090 });
});

import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-observability"]!;
const { kibana, elasticsearch } = resource.helm_release;

test("runs the environment's replicas, of Elasticsearch's version", () => {
  const values = JSON.parse(kibana.values[0]);

  expect(values.count).toBe(production.observability!.logs.replicas);
  expect(values.version).toBe(JSON.parse(elasticsearch.values[0]).version);
});

test("connects to the cluster of the same release", () => {
  const values = JSON.parse(kibana.values[0]);

  expect(values.elasticsearchRef.name).toBe(JSON.parse(elasticsearch.values[0]).fullnameOverride);
  expect(kibana.depends_on).toEqual(["helm_release.elasticsearch"]);
});

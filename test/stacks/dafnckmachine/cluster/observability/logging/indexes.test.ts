import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { staging } from "../../../../../../environments/dafnckmachine/staging";
import {
  indexTemplates,
  lifecyclePolicies,
} from "../../../../../../stacks/dafnckmachine/cluster/observability/logging/indexes";
import { stacks } from "../../../../../support/stacks";

const { helm_release: releases, kubernetes_config_map_v1: maps } =
  stacks["dafnckmachine-production-observability"]!.resource;
const KINDS = ["application-logs", "infrastructure-logs"];

function replicas(nodes: number): number[] {
  return Object.values(indexTemplates(nodes)).map((text) => JSON.parse(text).template.settings.number_of_replicas);
}

test("has a template and a lifecycle policy for every data stream that is written to", () => {
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"];
  const written = [...fluentd.matchAll(/index_name (\S+)/g)].map(([, name]) => name);
  const pipelines = Object.values<string>(JSON.parse(releases.logstash.values[0]).logstashPipeline).join("\n");
  const piped = [...pipelines.matchAll(/index => "(.+)"/g)].map(([, name]) => name);
  const { data } = maps["logging-setup-files"];
  const patterns = KINDS.flatMap((kind) => JSON.parse(data[`index-template-${kind}.json`]).index_patterns);

  expect(new Set([...written, ...piped])).toEqual(new Set(patterns));
  for (const kind of KINDS) {
    const { settings } = JSON.parse(data[`index-template-${kind}.json`]).template;
    expect(data[`ilm-${settings["index.lifecycle.name"]}.json`]).toBeDefined();
  }
});

test("deletes application logs after 30 days and infrastructure logs after 7", () => {
  const ages = Object.values(lifecyclePolicies()).map((text) => JSON.parse(text).policy.phases.delete.min_age);

  expect(ages).toEqual(["30d", "7d"]);
});

test("keeps one replica on several nodes and none on a single node", () => {
  expect(replicas(3)).toEqual([1, 1]);
  expect(replicas(1)).toEqual([0, 0]);
});

test.each([production, staging])("uploads the templates for the nodes of $name", ({ name, observability }) => {
  const { data }: Json =
    stacks[`dafnckmachine-${name}-observability`]!.resource.kubernetes_config_map_v1["logging-setup-files"];
  const templates = indexTemplates(observability!.logs.nodes);

  for (const kind of KINDS) {
    expect(data[`index-template-${kind}.json`]).toBe(templates[kind]);
  }
});

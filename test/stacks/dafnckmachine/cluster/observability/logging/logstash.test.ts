import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../../support/stacks";

const { helm_release: releases, kubernetes_config_map_v1: maps } =
  stacks["dafnckmachine-production-observability"]!.resource;
const values = JSON.parse(releases.logstash.values[0]);

test("listens where Fluentd sends records of applications", () => {
  const fluentd = maps["fluentd-configuration"].data["fluent.conf"];
  const [, port] = /endpoint http:\/\/logstash\.logging\.svc\.cluster\.local:(\d+)/.exec(fluentd)!;

  expect(values.service.ports.map((one: Json) => one.port)).toContain(Number(port));
});

test("runs two pipelines, with Terraform's template signs escaped", () => {
  expect(Object.keys(values.logstashPipeline)).toEqual(["application.conf", "infrastructure.conf"]);
  expect(values.logstashPipeline["infrastructure.conf"]).toContain("%%{LOGLEVEL");
  expect(values.logstashPipeline["application.conf"]).toContain("$${ELASTICSEARCH_PASSWORD}");
});

test("runs the environment's replicas, of Elasticsearch's version", () => {
  expect(values.replicas).toBe(production.observability!.logs.replicas);
  expect(values.imageTag).toBe(JSON.parse(releases.elasticsearch.values[0]).version);
});

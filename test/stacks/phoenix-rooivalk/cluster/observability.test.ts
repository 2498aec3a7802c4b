import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const json = stacks["phoenix-rooivalk-production-observability"]!;
const values = JSON.parse(only(json, "helm_release").values[0]);
const TOLERATION = { key: "dedicated", operator: "Equal", value: "monitoring", effect: "NoSchedule" };

test("runs Prometheus, Alertmanager, Grafana and the operator on the nodes of monitoring", () => {
  for (const part of [
    values.prometheus.prometheusSpec,
    values.alertmanager.alertmanagerSpec,
    values.grafana,
    values.prometheusOperator,
    values["kube-state-metrics"],
  ]) {
    expect(part).toMatchObject({ nodeSelector: { "node-pool": "monitoring" }, tolerations: [TOLERATION] });
  }
});

test("sends critical alerts to the topic that pages people, and others to the warnings", () => {
  const { route, receivers } = values.alertmanager.config;
  const topics = receivers.map(({ name, sns_configs }: { name: string; sns_configs?: [{ topic_arn: string }] }) => [
    name,
    sns_configs?.[0].topic_arn,
  ]);

  expect(route).toMatchObject({ receiver: "warning" });
  expect(route.routes).toContainEqual({ receiver: "critical", matchers: ['severity = "critical"'] });
  expect(topics).toEqual([
    ["nobody", undefined],
    ["warning", expect.stringContaining("alerts_warning")],
    ["critical", expect.stringContaining("alerts_critical")],
  ]);
});

test("is left out of an environment without nodes for it", () => {
  expect(stacks["phoenix-rooivalk-development-observability"]).toBeUndefined();
});

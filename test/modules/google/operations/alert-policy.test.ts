import { AlertPolicy, type AlertSpec, addAlerts, type MetricAlert } from "@modules/google/operations/alert-policy";
import { addDefaultAlerts, setAlerts } from "@modules/google/operations/default-alerts";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { CHANNELS } from "./fixture";

const CPU: MetricAlert = {
  metric: {
    type: "cloudsql.googleapis.com/database/cpu/utilization",
    resource: "cloudsql_database",
    labels: { "resource.labels.database_id": "example-project:shop" },
  },
  above: 0.8,
  severity: "warning",
  description: "Busy",
};
const LOG: AlertSpec = { log: 'log_id("events")', severity: "critical", description: "Seen" };
const RUNBOOK = "https://example.com/alarms.md";
const TYPE = "google_monitoring_alert_policy";

function policy(spec: AlertSpec) {
  return only(
    synth((stack) => new AlertPolicy(stack, "alert", { name: "shop-cpu", spec, alerts: CHANNELS, runbook: RUNBOOK })),
    TYPE,
  );
}

test("fires on the metric of one resource after fifteen minutes, and ends without data", () => {
  expect(policy(CPU).conditions).toMatchObject([
    {
      condition_threshold: {
        filter:
          'metric.type = "cloudsql.googleapis.com/database/cpu/utilization" AND resource.type = "cloudsql_database" AND resource.labels.database_id = "example-project:shop"',
        comparison: "COMPARISON_GT",
        threshold_value: 0.8,
        duration: "900s",
        evaluation_missing_data: "EVALUATION_MISSING_DATA_INACTIVE",
        aggregations: [{ alignment_period: "300s", per_series_aligner: "ALIGN_MEAN" }],
      },
    },
  ]);
});

test("treats missing data of a healthy resource as a fault", () => {
  const [{ condition_threshold: condition }] = policy({
    ...CPU,
    above: undefined,
    below: 1,
    missingData: "breaching",
  }).conditions;

  expect(condition).toMatchObject({
    comparison: "COMPARISON_LT",
    threshold_value: 1,
    evaluation_missing_data: "EVALUATION_MISSING_DATA_ACTIVE",
  });
});

test("notifies the channels of its severity when it fires and when it is over, with the runbook", () => {
  expect(policy(CPU)).toMatchObject({
    severity: "WARNING",
    notification_channels: ["chat"],
    alert_strategy: { notification_prompts: ["OPENED", "CLOSED"] },
    documentation: { content: `Busy. Runbook: ${RUNBOOK}`, links: [{ display_name: "Runbook", url: RUNBOOK }] },
  });
});

test("divides one metric by another", () => {
  const [{ condition_threshold: condition }] = policy({ ...CPU, denominator: CPU.metric }).conditions;

  expect(condition.denominator_filter).toBe(condition.filter);
  expect(condition.denominator_aggregations).toEqual(condition.aggregations);
});

test("limits the notifications of a log, which can have many entries", () => {
  expect(policy(LOG)).toMatchObject({
    conditions: [{ condition_matched_log: { filter: 'log_id("events")' } }],
    alert_strategy: { notification_rate_limit: { period: "3600s" } },
    notification_channels: ["pager"],
  });
});

test("accepts an expression before its metrics exist", () => {
  expect(
    policy({ query: "sum(up) < 1", minutes: 5, severity: "critical", description: "Down" }).conditions,
  ).toMatchObject([
    {
      condition_prometheus_query_language: { query: "sum(up) < 1", duration: "300s", disable_metric_validation: true },
    },
  ]);
});

test("leaves out the severities that an environment does not ask for", () => {
  const json = synth((stack) =>
    addAlerts(stack, "shop", { cpu: CPU, seen: LOG }, { alerts: CHANNELS, severities: ["critical"] }),
  );

  expect(resources(json, TYPE).map(({ display_name }) => display_name)).toEqual(["shop-seen"]);
});

test("makes the alerts of a module only below the scope that states the channels", () => {
  const made = (state: boolean) =>
    resources(
      synth((stack) => {
        if (state) {
          setAlerts(stack, { alerts: CHANNELS, runbook: RUNBOOK });
        }
        addDefaultAlerts(stack, "shop", { cpu: CPU, seen: { ...LOG, section: "events" } });
      }),
      TYPE,
    ).map(({ documentation }) => documentation.links[0].url);

  expect(made(false)).toEqual([]);
  expect(made(true).sort()).toEqual([`${RUNBOOK}#cpu`, `${RUNBOOK}#events`]);
});

test.each<[string, Partial<MetricAlert>, string]>([
  ["two thresholds", { below: 1 }, "alert: above must be given, or below, but not both, got 0.8"],
  ["no minute", { minutes: 0 }, "alert: minutes must be a whole number, 1 to 1410, got 0"],
  [
    "half a minute",
    { metric: { ...CPU.metric, periodSeconds: 30 } },
    "alert: periodSeconds must be a multiple of 60, got 30",
  ],
])("fails on %s", (_, spec, message) => {
  expect(() => policy({ ...CPU, ...spec })).toThrow(message);
});

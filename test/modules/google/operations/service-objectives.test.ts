import { balancerMetric, requestCount } from "@modules/google/load-balancing/alerts";
import { type Indicator, ServiceObjectives } from "@modules/google/operations/service-objectives";
import { passedChecks } from "@modules/google/operations/uptime-check";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { CHANNELS } from "./fixture";

const REQUESTS: Indicator = { bad: requestCount("shop", 500), total: requestCount("shop") };

function objectives(percent: number, indicator: Indicator = REQUESTS, milliseconds?: number) {
  return synth((stack) => {
    new ServiceObjectives(stack, "shop", {
      name: "shop",
      objectives: [{ objective: { service: "shop", percent, windowDays: 30, milliseconds }, indicator }],
      alerts: CHANNELS,
      runbook: "https://example.com/alarms.md#error-budget",
    });
  });
}

test("counts bad requests among all", () => {
  const slo = only(objectives(99.9), "google_monitoring_slo");

  expect(slo).toMatchObject({ goal: 0.999, rolling_period_days: 30, slo_id: "availability" });
  expect(slo.request_based_sli.good_total_ratio.bad_service_filter).toContain('response_code_class = "500"');
  expect(slo.request_based_sli.good_total_ratio.total_service_filter).not.toContain("response_code_class");
});

test("cuts the distribution of latencies", () => {
  const indicator = { latencies: balancerMetric("shop", "total_latencies"), milliseconds: 200 };

  expect(only(objectives(95, indicator, 200), "google_monitoring_slo")).toMatchObject({
    slo_id: "latency-p95",
    request_based_sli: { distribution_cut: { range: { max: 200 } } },
  });
});

test("counts windows in which a check passes", () => {
  const indicator = { passed: passedChecks({ checkId: "check" }), windowSeconds: 300 };
  const { windows_based_sli: sli } = only(objectives(99, indicator), "google_monitoring_slo");

  expect(sli.window_period).toBe("300s");
  expect(sli.good_bad_metric_filter).toContain('check_id = "check"');
});

test("fires when both windows burn, by the rates that Cloud Monitoring can look back to", () => {
  const policies = resources(objectives(99.9), "google_monitoring_alert_policy");
  const rates = policies.map(({ display_name, severity, combiner, conditions }) => [
    display_name,
    severity,
    combiner,
    ...conditions.map(
      ({ condition_threshold: one }: { condition_threshold: { filter: string; threshold_value: number } }) => [
        /"(\d+)s"/.exec(one.filter)![1],
        one.threshold_value,
      ],
    ),
  ]);

  expect(rates.sort()).toEqual([
    ["shop-availability-burns-fast", "CRITICAL", "AND", ["21600", 6], ["1800", 6]],
    ["shop-availability-burns-fastest", "CRITICAL", "AND", ["3600", 14.4], ["300", 14.4]],
    ["shop-availability-burns-slow", "WARNING", "AND", ["86400", 3], ["7200", 3]],
  ]);
});

test("fails on more than Cloud Monitoring accepts", () => {
  expect(() => objectives(99.995)).toThrow("shop: objectives must be at most 99.99 percent, got 99.995");
});

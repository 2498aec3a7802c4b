import { availabilityIndicator, latencyIndicator } from "@modules/aws/load-balancing/alarms";
import { Alerts } from "@modules/aws/operations/alerts";
import { Dashboard } from "@modules/aws/operations/dashboard";
import { ObjectiveAlarms, objectiveGraphs } from "@modules/aws/operations/objective-alarms";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { firings, type Metrics, type Series } from "../../../support/cloudwatch";

const BALANCER = { arnSuffix: "app/shop/1" };
const AVAILABILITY = { service: "api", percent: 99.9, windowDays: 30 };
const LATENCY = { service: "api", percent: 95, windowDays: 30, milliseconds: 200 };

const stack = synth((scope) => {
  const alerts = new Alerts(scope, "alerts", { name: "shop", emails: [] });
  new ObjectiveAlarms(scope, "availability", {
    name: "shop",
    objective: AVAILABILITY,
    indicator: availabilityIndicator(BALANCER),
    alerts,
    runbook: "https://example.com/outage.md",
  });
  new ObjectiveAlarms(scope, "latency", {
    name: "shop",
    objective: LATENCY,
    indicator: latencyIndicator(BALANCER, 200, { arnSuffix: "targetgroup/api/1" }),
    alerts,
  });
});

const HOUR = 60;
const DAY = 24 * HOUR;

/** Requests per minute, enough for the smallest share of failures in the simulations. */
const REQUESTS = 10_000;

/** Alarms that fire when a share of the requests fails, in the order of their rates. */
function fired(share: (minute: number) => number, minutes: number, metrics: Metrics = {}) {
  const found = firings(
    stack,
    "shop-availability-burns-",
    {
      "RequestCount Sum": () => REQUESTS,
      // The load balancer publishes error counts only when there are errors.
      "HTTPCode_Target_5XX_Count Sum": (minute) => share(minute) * REQUESTS || undefined,
      "HTTPCode_ELB_5XX_Count Sum": () => undefined,
      "HTTPCode_ELB_503_Count Sum": () => undefined,
      ...metrics,
    },
    minutes,
  );
  return Object.fromEntries(Object.entries(found).filter(([, firing]) => firing.length > 0));
}

const between = (from: number, to: number, share: number) => (minute: number) =>
  minute >= from && minute < to ? share : 0;

test("does not fire for a rate of failures that the budget allows permanently", () => {
  expect(fired(() => 0.0009, 5 * DAY)).toEqual({});
});

test("does not fire without requests", () => {
  const nothing: Series = () => undefined;

  expect(fired(() => 0, 4 * DAY, { "RequestCount Sum": nothing })).toEqual({});
});

test("wakes a person within two minutes of a complete outage, and is over five minutes after it", () => {
  const { fastest } = fired(between(DAY, DAY + HOUR, 1), 2 * DAY);

  expect(fastest![0]! - DAY).toBeLessThan(2);
  expect(fastest!.at(-1)! - (DAY + HOUR)).toBeLessThanOrEqual(5);
});

test("detects an outage of all targets, for which the load balancer counts no requests", () => {
  const down = between(DAY, DAY + HOUR, 1);
  const errors: Series = (minute) => (down(minute) ? REQUESTS : undefined);
  const { fastest } = fired(() => 0, 2 * DAY, {
    "RequestCount Sum": (minute) => (down(minute) ? undefined : REQUESTS),
    "HTTPCode_ELB_5XX_Count Sum": errors,
    "HTTPCode_ELB_503_Count Sum": errors,
  });

  expect(fastest![0]! - DAY).toBeLessThan(2);
});

test("does not page for two bad minutes", () => {
  const alarms = fired(between(DAY, DAY + 2, 0.3), 2 * DAY);

  expect(alarms).not.toHaveProperty("fastest");
  expect(alarms).not.toHaveProperty("fast");
});

test.each([
  ["fastest", 0.02, HOUR, "critical"],
  ["fast", 0.008, 6 * HOUR, "critical"],
  ["slow", 0.004, DAY, "warning"],
  ["slowest", 0.0012, 3 * DAY, "warning"],
])(
  "fires the %s alarm at a share of %d within its long window, and none that is faster",
  (name, share, window, severity) => {
    const begin = DAY;
    const alarms = fired(between(begin, begin + 4 * DAY, share), 5 * DAY);
    const order = ["fastest", "fast", "slow", "slowest"];

    expect(Object.keys(alarms)).toEqual(order.slice(order.indexOf(name)));
    expect(alarms[name]![0]! - begin).toBeLessThan(window);
    const composites = resources(stack, "aws_cloudwatch_composite_alarm");
    const composite = composites.find(({ alarm_name }) => alarm_name === `shop-availability-burns-${name}`)!;
    expect(composite.alarm_actions).toEqual([expect.stringContaining(`alerts_${severity}`)]);
  },
);

test("counts answers above the limit of a latency", () => {
  const slow = (share: number) =>
    firings(
      stack,
      "shop-latency-p95-burns-",
      {
        "TargetResponseTime SampleCount": () => REQUESTS,
        "TargetResponseTime TC(0.2:)": () => share * REQUESTS,
      },
      2 * DAY,
    );

  expect(Object.values(slow(0.049)).flat()).toEqual([]);
  expect(slow(0.8).fastest!.length).toBeGreaterThan(0);
  expect(slow(0.4).fastest).toEqual([]);
  expect(slow(0.4).fast!.length).toBeGreaterThan(0);
});

test("stays within what CloudWatch evaluates: a period of a day, and seven days in all", () => {
  for (const { metric_query, evaluation_periods } of resources(stack, "aws_cloudwatch_metric_alarm")) {
    for (const { metric } of metric_query.filter((query: { metric?: object }) => query.metric)) {
      expect(metric.period).toBeLessThanOrEqual(86_400);
      expect(metric.period * evaluation_periods).toBeLessThanOrEqual(metric.period < 3600 ? 86_400 : 604_800);
    }
    expect(metric_query.length).toBeLessThanOrEqual(10);
  }
});

test("ends the text with the runbook", () => {
  for (const { alarm_name, alarm_description } of resources(stack, "aws_cloudwatch_composite_alarm")) {
    expect(/outage\.md$/.test(alarm_description)).toBe(alarm_name.includes("availability"));
  }
});

test("shows the budget that is left of the whole window", () => {
  const json = synth((scope) => {
    const rows = [objectiveGraphs(AVAILABILITY, availabilityIndicator(BALANCER))];
    new Dashboard(scope, "board", { name: "board", rows });
  });
  const { widgets } = JSON.parse(only(json, "aws_cloudwatch_dashboard").dashboard_body);
  const [rate, left] = widgets.map(({ properties }: { properties: object }) => properties);

  expect(rate.annotations.horizontal).toEqual([{ label: "allowed", value: 0.1 }]);
  expect(left.start).toBe("-P30D");
  // A thousandth of the requests uses up 100 percent: 100 - 100000 * 0.001 = 0.
  expect(left.metrics[0][0].expression).toMatch(/^100 - 100000 \* RUNNING_SUM\(.*\) \/ RUNNING_SUM\(.*\)$/);
});

import { budgetLeft, objectiveRules, ratesOf } from "@modules/config/objective-rules";
import { expect, test } from "vitest";

const AVAILABILITY = { service: "api", percent: 99.9, windowDays: 30 };
const P50 = { service: "api", percent: 50, windowDays: 30, milliseconds: 1500 };

const alertsOf = (objective: typeof AVAILABILITY) =>
  objectiveRules(objective, ratesOf(objective, 'job="api"')).rules.flatMap((rule) => ("alert" in rule ? [rule] : []));

test("alerts on a long and a short window of recorded requests, the faster the more severely", () => {
  const alerts = alertsOf(AVAILABILITY).slice(0, -1);

  expect(alerts.map(({ expr }) => [...expr.matchAll(/\[(\w+)\]/g)].map(([, range]) => range).join())).toEqual([
    "1h,1h",
    "6h,6h,30m,30m",
    "1d,1d,2h,2h",
    "3d,3d,6h,6h",
  ]);
  expect(alerts.map(({ labels }) => labels.severity)).toEqual(["critical", "critical", "warning", "warning"]);
});

test("has the alerts that a loose objective can reach, and the one on a missing metric", () => {
  expect(alertsOf(P50).map(({ alert }) => alert)).toEqual(["ErrorBudgetBurns", "ObjectiveNotMeasured"]);
});

test("labels what it records and alerts with the service and the objective", () => {
  for (const { labels } of objectiveRules(P50, ratesOf(P50, 'job="api"')).rules) {
    expect(labels).toMatchObject({ service: "api", objective: "latency-p50" });
  }
});

test("shows the budget that is left of the objective's window", () => {
  expect(budgetLeft(AVAILABILITY, ratesOf(AVAILABILITY, 'job="api"'))).toMatch(/^1 - .*\[30d\].* \/ 0\.001$/);
});

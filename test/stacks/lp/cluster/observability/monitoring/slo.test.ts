import { expect, test } from "vitest";
import { AVAILABILITY_ALERTS, ERROR_BUDGET } from "../../../../../../stacks/lp/cluster/observability/monitoring/slo";

const burnRateAlerts = AVAILABILITY_ALERTS.rules.filter(({ labels }) => labels.slo === "availability");

test("leaves an error budget of 0.01 %", () => {
  expect(ERROR_BUDGET).toBeCloseTo(1 - 0.9999, 10);
});

test("alerts on 2, 5, 10 and 10 % of thirty days' error budget, the faster the more severely", () => {
  const used = burnRateAlerts.map(({ expr }) => {
    const [, factor] = /> ([\d.]+) \*/.exec(expr)!;
    const [, count, unit] = /\[(\d+)([hd])\]/.exec(expr)!;
    const hours = Number(count) * (unit === "d" ? 24 : 1);
    return Math.round((Number(factor) * hours * 100) / (30 * 24));
  });

  expect(used).toEqual([2, 5, 10, 10]);
  expect(burnRateAlerts.map(({ labels }) => labels.severity)).toEqual(["critical", "critical", "warning", "warning"]);
});

test("requires the short window to exceed the rate as well, so that an alert ends soon after the failures", () => {
  for (const { expr } of burnRateAlerts) {
    const windows = [...expr.matchAll(/\[(\w+)\]/g)].map(([, window]) => window);

    expect(expr.split(" and ")).toHaveLength(2);
    expect(new Set(windows).size).toBe(2);
  }
});

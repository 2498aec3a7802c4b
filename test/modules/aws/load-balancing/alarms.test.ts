import { balancerAlarms, latencyAlarms, targetGroupAlarms } from "@modules/aws/load-balancing/alarms";
import type { MetricMath } from "@modules/aws/operations/metric";
import { expect, test } from "vitest";

const balancer = { arnSuffix: "app/shop/1" };
const targets = { arnSuffix: "targetgroup/shop/2" };

test("counts failures of targets and of the load balancer itself", () => {
  const { "failed-requests": failed } = balancerAlarms(balancer, { failedPercent: 1 });

  expect(failed).toMatchObject({ above: 1, periods: 5, breachingPeriods: 3, severity: "critical" });
  expect(Object.values((failed!.metric as MetricMath).metrics).map(({ name }) => name)).toEqual([
    "HTTPCode_Target_5XX_Count",
    "HTTPCode_ELB_5XX_Count",
    "RequestCount",
    "HTTPCode_ELB_503_Count",
  ]);
});

test("watches the latency of the load balancer by percentile, and its average by mail", () => {
  const alarms = balancerAlarms(balancer, { seconds: { p95: 0.2, p99: 0.5 }, averageSeconds: 1 });

  expect(alarms["p95-latency"]).toMatchObject({
    above: 0.2,
    metric: { statistic: "p95", dimensions: { LoadBalancer: "app/shop/1" } },
  });
  expect(alarms["p99-latency"]!.above).toBe(0.5);
  expect(alarms["average-latency"]).toMatchObject({ above: 1, severity: "informational" });
});

test("watches the latency of one target group", () => {
  expect(latencyAlarms(balancer, { p95: 1 }, targets)["p95-latency"]!.metric).toMatchObject({
    dimensions: { TargetGroup: "targetgroup/shop/2" },
  });
});

test("wakes a person when a target group has no healthy target, or publishes nothing", () => {
  expect(targetGroupAlarms(balancer, targets)["no-healthy-target"]).toMatchObject({
    below: 1,
    missingData: "breaching",
    severity: "critical",
    metric: { dimensions: { LoadBalancer: "app/shop/1", TargetGroup: "targetgroup/shop/2" } },
  });
});

import { balancerAlarms, targetGroupAlarms } from "@modules/aws/load-balancing/alarms";
import { expect, test } from "vitest";

const balancer = { arnSuffix: "app/shop/1" };
const targets = { arnSuffix: "targetgroup/shop/2" };

test("counts failures of targets and of the load balancer itself", () => {
  const { "failed-requests": failed } = balancerAlarms(balancer, { failedPercent: 1 });

  expect(failed).toMatchObject({ above: 1, periods: 5, breachingPeriods: 3, severity: "critical" });
  expect(Object.values(failed.metric.metrics).map(({ name }) => name)).toEqual([
    "HTTPCode_Target_5XX_Count",
    "HTTPCode_ELB_5XX_Count",
    "RequestCount",
  ]);
});

test("looks at the slowest twentieth of the requests", () => {
  expect(balancerAlarms(balancer, { p95Seconds: 0.2 })["slow-requests"]).toMatchObject({
    above: 0.2,
    metric: { statistic: "p95", dimensions: { LoadBalancer: "app/shop/1" } },
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

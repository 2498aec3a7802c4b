import { expect, test } from "vitest";
import { balancerObjectives } from "../../../../stacks/parts/aws/objectives";

const balancer = { arnSuffix: "app/shop/1" };
const targets = { windowDays: 30 as const, availabilityPercent: 99.9, latency: [{ percent: 95, milliseconds: 300 }] };

/** Dimensions of the metrics of each objective, by the milliseconds of a latency. */
function dimensions(targetGroup?: { readonly arnSuffix: string }): object[] {
  return balancerObjectives("api", targets, balancer, targetGroup).map(({ objective, indicator }) => ({
    [objective.milliseconds ?? "available"]: [
      ...new Set(Object.values(indicator.metrics).map((metric) => JSON.stringify(metric.dimensions))),
    ].map((text) => JSON.parse(text)),
  }));
}

test("measures the availability of all requests, and the latency at the service's own targets", () => {
  const [LoadBalancer, TargetGroup] = ["app/shop/1", "targetgroup/api/2"];

  expect(dimensions({ arnSuffix: TargetGroup })).toEqual([
    { available: [{ LoadBalancer }] },
    { 300: [{ LoadBalancer, TargetGroup }] },
  ]);
  expect(dimensions()).toEqual([{ available: [{ LoadBalancer }] }, { 300: [{ LoadBalancer }] }]);
});

test("has no objectives where the environment names none", () => {
  expect(balancerObjectives("api", undefined, balancer)).toEqual([]);
});

import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const alarms = (id: string) => resources(stacks[id]!, "aws_cloudwatch_metric_alarm");
const named = (id: string, name: string): Json | undefined => alarms(id).find(({ alarm_name }) => alarm_name === name);

test.each(["dafnckmachine", "freeagentics", "phoenix-rooivalk"])("notices a failover of %s", (platform) => {
  expect(named(`${platform}-production-operations`, `${platform}-primary-region-unhealthy`)).toMatchObject({
    namespace: "AWS/Route53",
    metric_name: "HealthCheckStatus",
    evaluation_periods: 1,
    alarm_actions: [expect.stringContaining("topic")],
  });
});

test.each(["dafnckmachine", "freeagentics", "phoenix-rooivalk"])(
  "notifies a person when many of the requests of %s fail",
  (platform) => {
    expect(named(`${platform}-production-operations`, `${platform}-failed-requests`)).toMatchObject({ threshold: 5 });
  },
);

test.each([
  ["dafnckmachine", "public-availability", 0.1],
  ["dafnckmachine", "web-latency-p95", 5],
  ["dafnckmachine", "api-latency-p95", 5],
  ["freeagentics", "app-latency-p50", 50],
  ["freeagentics", "app-latency-p95", 5],
  ["freeagentics", "app-latency-p99", 1],
  ["phoenix-rooivalk", "public-availability", 0.01],
])("watches the error budget of %s: %s", (platform, objective, percent) => {
  const stack = stacks[`${platform}-production-operations`]!;
  const composites = resources(stack, "aws_cloudwatch_composite_alarm").map(({ alarm_name }) => alarm_name);

  expect(composites).toContain(`${platform}-${objective}-burns-slowest`);
  expect(named(`${platform}-production-operations`, `${platform}-${objective}-burns-slowest-long`)).toMatchObject({
    threshold: percent,
    evaluation_periods: 3,
  });
});

test("measures a latency at the target group that the objective is about", () => {
  const names = ["web", "api"].map((service) => `dafnckmachine-${service}-latency-p95-burns-fastest-long`);
  const groups = names.map((name) => {
    const { metric_query } = named("dafnckmachine-production-operations", name)!;
    return metric_query[1].metric.dimensions.TargetGroup;
  });

  expect(new Set(groups).size).toBe(2);
});

test("makes no alarms on error budgets where an environment has no objectives", () => {
  expect(stacks["dafnckmachine-development-operations"]!.resource.aws_cloudwatch_composite_alarm).toBeUndefined();
});

test("watches every target group that serves users by default", () => {
  const names = alarms("dafnckmachine-production-operations").map(({ alarm_name }) => alarm_name);

  expect(names).toEqual(
    expect.arrayContaining(["dafnckmachine-web-no-healthy-target", "dafnckmachine-api-no-healthy-target"]),
  );
});

test("notifies the critical topic of what stops users, and the warning topic of the rest", () => {
  const unhealthy = named("freeagentics-production-operations", "freeagentics-app-no-healthy-target")!;
  const busy = named("freeagentics-production-operations", "freeagentics-servers-cpu")!;

  expect(unhealthy.alarm_actions[0]).toContain("alerts_critical");
  expect(busy.alarm_actions[0]).toContain("alerts_warning");
});

test("ends the names of alarms with the environment's suffix", () => {
  for (const { alarm_name } of alarms("dafnckmachine-staging-operations")) {
    expect(alarm_name).toMatch(/-staging$/);
  }
});

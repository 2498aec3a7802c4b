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

test.each([
  ["dafnckmachine", 0.1],
  ["freeagentics", 5],
  ["phoenix-rooivalk", 0.01],
])("wakes a person when more of the requests of %s fail than %d percent", (platform, percent) => {
  expect(named(`${platform}-production-operations`, `${platform}-failed-requests`)).toMatchObject({
    threshold: percent,
  });
});

test("watches every target group that serves users by default", () => {
  const names = alarms("dafnckmachine-production-operations").map(({ alarm_name }) => alarm_name);

  expect(names).toEqual(
    expect.arrayContaining(["dafnckmachine-web-no-healthy-target", "dafnckmachine-api-no-healthy-target"]),
  );
});

test("tells the critical topic of what stops users, and the warning topic of the rest", () => {
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

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { checked } from "@modules/checks/synthesize";
import { expect, test } from "vitest";
import { build } from "../../../../../app/build";
import { checkedEnvironments } from "../../../../../app/environments";
import { development } from "../../../../../environments/freeagentics/development";
import { production } from "../../../../../environments/freeagentics/production";
import type { FreeagenticsFile } from "../../../../../environments/freeagentics/schema";
import { freeagentics } from "../../../../../stacks/freeagentics/platform";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["freeagentics-production-compute"]!;

test("scales in steps by CPU, requests and response time, each with its alarm", () => {
  const policies = Object.entries<Json>(resource.aws_autoscaling_policy);
  const alarms = Object.values<Json>(resource.aws_cloudwatch_metric_alarm);
  const steps = policies
    .filter(([, { policy_type }]) => policy_type === "StepScaling")
    .map(([id, { step_adjustment }]) => {
      const alarm = alarms.find(({ alarm_actions }) => alarm_actions.includes(`\${aws_autoscaling_policy.${id}.arn}`))!;
      const { metric_name, comparison_operator, threshold, period, evaluation_periods } = alarm;
      const sign = comparison_operator === "GreaterThanThreshold" ? ">" : "<";
      const [{ scaling_adjustment: change }] = step_adjustment;
      return `${metric_name} ${sign} ${threshold} for ${period * evaluation_periods} s: ${change}`;
    });

  expect(steps).toEqual([
    "CPUUtilization > 70 for 300 s: 2",
    "CPUUtilization < 30 for 600 s: -1",
    `RequestCount > ${production.compute.requestsPerSecond * 60} for 60 s: 3`,
    "TargetResponseTime > 0.5 for 300 s: 2",
  ]);
});

test.each([production, development])("forecasts the load of $name in the environment's mode", ({ name, compute }) => {
  const policies = Object.values<Json>(stacks[`freeagentics-${name}-compute`]!.resource.aws_autoscaling_policy);
  const modes = policies.flatMap(({ predictive_scaling_configuration: forecast }) => (forecast ? [forecast.mode] : []));

  expect(modes).toEqual([compute.forecast]);
});

test("changes the minimum of servers at the times of the environment's schedules, without which there are none", () => {
  const file = freeagentics.environments.find(({ name }) => name === "development")!;
  const data = file.data as FreeagenticsFile;
  const schedules = { night: { recurrence: "0 20 * * 1-5", min: 1 } };
  const environments = checkedEnvironments([
    { ...freeagentics, environments: [{ ...file, data: { ...data, compute: { ...data.compute, schedules } } }] },
  ]);
  const app = build(environments, mkdtempSync(join(tmpdir(), "schedules-")));
  const scheduled = checked(app).find(({ id }) => id === "freeagentics-development-compute")!.json;

  expect(scheduled.resource.aws_autoscaling_schedule["schedule-night"]).toMatchObject({
    scheduled_action_name: "night",
    recurrence: "0 20 * * 1-5",
    min_size: 1,
    max_size: -1,
    desired_capacity: -1,
  });
  expect(resource.aws_autoscaling_schedule).toBeUndefined();
});

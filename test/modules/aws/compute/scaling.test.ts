import { PredictiveScaling, type PredictiveScalingProps } from "@modules/aws/compute/predictive-scaling";
import { ScheduledScaling, type ScheduledScalingProps } from "@modules/aws/compute/scheduled-scaling";
import { StepScaling, type StepScalingProps } from "@modules/aws/compute/step-scaling";
import { TargetTracking, type TargetTrackingProps } from "@modules/aws/compute/target-tracking";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const group = { name: "eks-nodes" };

function steps(props: Partial<StepScalingProps> = {}): Json {
  return synth(
    (stack) =>
      new StepScaling(stack, "busy", { name: "busy", group, when: "above", threshold: 70, steps: { 0: 2 }, ...props }),
  );
}

const policy = (json: Json): Json => only(json, "aws_autoscaling_policy");

const track = (props: Partial<TargetTrackingProps> = {}) =>
  synth((stack) => new TargetTracking(stack, "track", { name: "cpu", group, ...props }));

const predict = (props: Partial<PredictiveScalingProps> = {}) =>
  synth((stack) => new PredictiveScaling(stack, "predict", { name: "forecast", group, ...props }));

const schedule = (props: Partial<ScheduledScalingProps> = {}) =>
  synth((stack) => new ScheduledScaling(stack, "night", { name: "night", group, recurrence: "0 20 * * *", ...props }));

test("adds instances while the group's average CPU utilization is above the threshold", () => {
  const json = steps();

  expect(policy(json)).toMatchObject({
    policy_type: "StepScaling",
    adjustment_type: "ChangeInCapacity",
    estimated_instance_warmup: 300,
    step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 2 }],
  });
  expect(only(json, "aws_cloudwatch_metric_alarm")).toMatchObject({
    namespace: "AWS/EC2",
    metric_name: "CPUUtilization",
    dimensions: { AutoScalingGroupName: "eks-nodes" },
    comparison_operator: "GreaterThanThreshold",
    threshold: 70,
    period: 300,
    evaluation_periods: 1,
    alarm_actions: ["${aws_autoscaling_policy.busy.arn}"],
  });
});

test("adds more instances at a larger distance, with adjacent intervals", () => {
  expect(policy(steps({ steps: { 0: 2, 10.5: 3, 20: 5 } })).step_adjustment).toEqual([
    { metric_interval_lower_bound: "0", metric_interval_upper_bound: "10.5", scaling_adjustment: 2 },
    { metric_interval_lower_bound: "10.5", metric_interval_upper_bound: "20", scaling_adjustment: 3 },
    { metric_interval_lower_bound: "20", scaling_adjustment: 5 },
  ]);
});

test("removes more instances at a larger distance below", () => {
  const json = steps({ when: "below", threshold: 30, steps: { 0: -1, 10: -2 } });

  expect(policy(json).step_adjustment).toEqual([
    { metric_interval_upper_bound: "0", metric_interval_lower_bound: "-10", scaling_adjustment: -1 },
    { metric_interval_upper_bound: "-10", scaling_adjustment: -2 },
  ]);
  expect(only(json, "aws_cloudwatch_metric_alarm").comparison_operator).toBe("LessThanThreshold");
});

test("scales by any metric, and ignores missing data", () => {
  const metric = {
    namespace: "AWS/ApplicationELB",
    name: "RequestCount",
    dimensions: { LoadBalancer: "app/shop/1" },
    statistic: "Sum",
  } as const;

  const alarm = only(steps({ metric, threshold: 60000, periodSeconds: 60 }), "aws_cloudwatch_metric_alarm");
  expect(alarm).toMatchObject({
    namespace: "AWS/ApplicationELB",
    metric_name: "RequestCount",
    dimensions: { LoadBalancer: "app/shop/1" },
    statistic: "Sum",
    period: 60,
    treat_missing_data: "notBreaching",
  });
});

test.each<[string, Partial<StepScalingProps>, string]>([
  ["no step at the threshold", { steps: { 10: 1 } }, "steps must be at distances from 0 upwards, got 10"],
  ["steps in both directions", { steps: { 0: 2, 10: -1 } }, "steps must be whole numbers that are all positive or all"],
  ["a step that changes nothing", { steps: { 0: 0 } }, "steps must be whole numbers that are all positive or all"],
  [
    "a period that CloudWatch does not accept",
    { periodSeconds: 90 },
    "periodSeconds must be 10, 30 or a multiple of 60",
  ],
  ["no period", { periods: 0 }, "periods must be a whole number of at least 1, got 0"],
])("fails on %s", (_, props, message) => {
  expect(() => steps(props)).toThrow(message);
});

test("keeps the average CPU utilization near a target", () => {
  expect(policy(track())).toMatchObject({
    autoscaling_group_name: "eks-nodes",
    policy_type: "TargetTrackingScaling",
    target_tracking_configuration: {
      target_value: 70,
      predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
    },
  });
});

test("scales by forecast, or only publishes forecasts", () => {
  expect(policy(predict())).toMatchObject({
    policy_type: "PredictiveScaling",
    predictive_scaling_configuration: {
      mode: "ForecastAndScale",
      metric_specification: {
        target_value: 70,
        predefined_metric_pair_specification: { predefined_metric_type: "ASGCPUUtilization" },
      },
    },
  });
  expect(policy(predict({ mode: "ForecastOnly" })).predictive_scaling_configuration.mode).toBe("ForecastOnly");
});

test("changes the sizes it is given and no others", () => {
  expect(only(schedule({ min: 1, desired: 2, timeZone: "Europe/Berlin" }), "aws_autoscaling_schedule")).toMatchObject({
    recurrence: "0 20 * * *",
    time_zone: "Europe/Berlin",
    min_size: 1,
    desired_capacity: 2,
    max_size: -1,
  });
});

test("lets overrides win over what they set", () => {
  const policies = [
    steps({ overrides: { enabled: false } }),
    track({ overrides: { enabled: false } }),
    predict({ overrides: { enabled: false } }),
  ];

  expect(policies.map((json) => policy(json).enabled)).toEqual([false, false, false]);
  expect(
    only(
      schedule({ min: 1, overrides: { minSize: 2, startTime: "2030-01-01T00:00:00Z" } }),
      "aws_autoscaling_schedule",
    ),
  ).toMatchObject({ min_size: 2, start_time: "2030-01-01T00:00:00Z" });
});

test.each<[string, () => unknown, string]>([
  ["a tracked percentage of 0", () => track({ cpuPercent: 0 }), "cpuPercent must be more than 0 and at most 100"],
  ["a forecast percentage above 100", () => predict({ cpuPercent: 101 }), "cpuPercent must be more than 0"],
  [
    "a lead of more than an hour",
    () => predict({ leadSeconds: 3601 }),
    "leadSeconds must be a whole number, 0 to 3600",
  ],
  ["a schedule that changes nothing", () => schedule(), "min, desired or max must be given, got none"],
  [
    "a minimum above the maximum",
    () => schedule({ min: 3, max: 2 }),
    "min, desired and max must be in ascending order",
  ],
  [
    "a recurrence that is not a cron expression",
    () => schedule({ min: 1, recurrence: "daily" }),
    "recurrence must be a cron expression with five fields",
  ],
])("fails on %s", (_, make, message) => {
  expect(make).toThrow(message);
});

import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only } from "../../../../support/synth";

const production = stacks["freeagentics-production-compute"]!;
const standby = stacks["freeagentics-production-compute-us-west-2"]!;

const userData = (json: Json) => Object.values<string>(json.locals).find((text) => text.startsWith("#cloud-config"))!;

test("runs three to twenty servers in both zones, five to begin with", () => {
  const group = only(production, "aws_autoscaling_group");

  expect(group).toMatchObject({
    min_size: 3,
    max_size: 20,
    desired_capacity: 5,
    default_cooldown: 300,
    health_check_type: "ELB",
    health_check_grace_period: 600,
    target_group_arns: [expect.stringContaining("load-balancing.outputs")],
  });
  expect(group.vpc_zone_identifier).toHaveLength(2);
});

test("keeps logs on a disk of their own, and rotates them", () => {
  const { block_device_mappings: disks } = only(production, "aws_launch_template");

  expect(disks.map(({ ebs }: Json) => ebs.volume_size)).toEqual([100, 50]);
  expect(userData(production)).toContain("/dev/sdf /var/log/freeagentics xfs");
  expect(userData(production)).toContain("/etc/logrotate.d/freeagentics");
});

test("scales by steps of CPU, requests and answers' time, each named by an alarm", () => {
  const policies = Object.entries<Json>(production.resource.aws_autoscaling_policy);
  const alarms = Object.values<Json>(production.resource.aws_cloudwatch_metric_alarm);
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
    "RequestCount > 60000 for 60 s: 3",
    "TargetResponseTime > 0.5 for 300 s: 2",
  ]);
});

test("forecasts the load, and in production acts on it", () => {
  const mode = (json: Json) =>
    Object.values<Json>(json.resource.aws_autoscaling_policy).find((one) => one.predictive_scaling_configuration)!
      .predictive_scaling_configuration.mode;

  expect(mode(production)).toBe("ForecastAndScale");
  expect(mode(stacks["freeagentics-development-compute"]!)).toBe("ForecastOnly");
});

test("tells the application where its data is, and lets it there and nowhere else", () => {
  expect(userData(production)).toMatch(/DATABASE_READ_HOSTS=\$\{.*first.*\},\$\{.*second.*\}/);
  expect(
    Object.values<Json>(production.resource.aws_iam_role_policy)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["connect-to-cache", "pull-freeagentics-app", "read-secret", "read-write-uploads", "write-app-logs"]);
});

test("keeps one server in the standby, on data of its region alone", () => {
  expect(only(standby, "aws_autoscaling_group")).toMatchObject({ min_size: 1, desired_capacity: 1, max_size: 20 });
  expect(userData(standby)).toContain("production-data-us-west-2.outputs");
  expect(JSON.stringify(standby.resource)).not.toMatch(/production-(security|network|registry)\.outputs/);
});

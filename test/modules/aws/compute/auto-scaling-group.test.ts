import { AutoScalingGroup, type AutoScalingGroupProps } from "@modules/aws/compute/auto-scaling-group";
import { CpuScaling, type CpuScalingProps } from "@modules/aws/compute/cpu-scaling";
import { LaunchTemplate, type Tenancy } from "@modules/aws/compute/launch-template";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

interface Given extends Partial<Omit<AutoScalingGroupProps, "targetGroups">> {
  readonly tenancy?: Tenancy;
  readonly balanced?: boolean;
  readonly scaling?: Partial<CpuScalingProps>;
}

function json({ tenancy, balanced = false, scaling, ...props }: Given = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        isolated: { tier: "isolated", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
      },
    });
    const launchTemplate = new LaunchTemplate(stack, "template", {
      name: "shop-web",
      instanceType: "m5.xlarge",
      role: new Role(stack, "role", { name: "web", assumedBy: "ec2.amazonaws.com" }),
      securityGroups: [],
      key: new Key(stack, "key", { name: "data", description: "Data" }),
      userData: "",
      tags: { Environment: "test" },
      tenancy,
    });
    const group = new AutoScalingGroup(stack, "group", {
      name: "shop-web",
      launchTemplate,
      vpc,
      subnetGroup: "isolated",
      min: 2,
      max: 6,
      targetGroups: balanced ? [new TargetGroup(stack, "targets", { name: "web", vpc, port: 80 })] : [],
      ...props,
    });
    new CpuScaling(stack, "scaling", { name: "shop-web", group, ...scaling });
  });
}

function group(given?: Given): Json {
  return only(json(given), "aws_autoscaling_group");
}

test("has no desired capacity, because scaling policies change it", () => {
  expect(group()).toMatchObject({ min_size: 2, max_size: 6 });
  expect(group()).not.toHaveProperty("desired_capacity");
});

test("sets the desired capacity at creation only", () => {
  expect(group({ desired: 4, defaultCooldownSeconds: 120 })).toMatchObject({
    desired_capacity: 4,
    default_cooldown: 120,
    lifecycle: { ignore_changes: ["desired_capacity"] },
  });
});

test("replaces instances when the template changes", () => {
  expect(group()).toMatchObject({
    launch_template: { version: "${aws_launch_template.template.latest_version}" },
    instance_refresh: { strategy: "Rolling", preferences: { min_healthy_percentage: 90 } },
  });
});

test("uses the health checks of its target groups", () => {
  expect(group({ balanced: true })).toMatchObject({
    health_check_type: "ELB",
    target_group_arns: ["${aws_lb_target_group.targets.arn}"],
  });
  expect(group().health_check_type).toBe("EC2");
});

test("propagates the tags to instances", () => {
  expect(group().tag).toContainEqual({ key: "Environment", value: "test", propagate_at_launch: true });
});

test("uses Spot Instances for a percentage of the instances above the minimum", () => {
  const mixed = group({ spotPercentage: 70, spotTypes: ["m5a.xlarge"] });

  expect(mixed).toMatchObject({
    capacity_rebalance: true,
    mixed_instances_policy: {
      instances_distribution: {
        on_demand_base_capacity: 2,
        on_demand_percentage_above_base_capacity: 30,
        spot_allocation_strategy: "price-capacity-optimized",
      },
      launch_template: { override: [{ instance_type: "m5.xlarge" }, { instance_type: "m5a.xlarge" }] },
    },
  });
  expect(mixed).not.toHaveProperty("launch_template");
});

test("uses On-Demand Instances by default", () => {
  expect(group()).not.toHaveProperty("mixed_instances_policy");
});

test("spreads instances over racks by default", () => {
  expect(only(json(), "aws_placement_group").strategy).toBe("spread");
  expect(group().placement_group).toMatch(/^\${aws_placement_group\./);
});

test("has no placement group when not spread", () => {
  expect(json({ spread: false, max: 15, tenancy: "dedicated" }).resource).not.toHaveProperty("aws_placement_group");
});

test("replaces instances at the maximum lifetime", () => {
  expect(group({ maxInstanceLifetimeDays: 30 }).max_instance_lifetime).toBe(2_592_000);
  expect(group()).not.toHaveProperty("max_instance_lifetime");
});

test("adds two instances at a high CPU utilization and removes one at a low one", () => {
  const { resource } = json();

  const [up, down] = Object.values<Json>(resource.aws_autoscaling_policy);
  expect(up).toMatchObject({ name: "scale-up-policy", scaling_adjustment: 2, cooldown: 300 });
  expect(down).toMatchObject({ name: "scale-down-policy", scaling_adjustment: -1, cooldown: 300 });
  const [high, low] = Object.values<Json>(resource.aws_cloudwatch_metric_alarm);
  const [upId, downId] = Object.keys(resource.aws_autoscaling_policy);
  expect(high).toMatchObject({
    comparison_operator: "GreaterThanThreshold",
    threshold: 70,
    dimensions: { AutoScalingGroupName: "${aws_autoscaling_group.group.name}" },
    alarm_actions: [`\${aws_autoscaling_policy.${upId}.arn}`],
  });
  expect(low).toMatchObject({
    comparison_operator: "LessThanThreshold",
    threshold: 30,
    alarm_actions: [`\${aws_autoscaling_policy.${downId}.arn}`],
  });
});

test("lets overrides win over what it sets", () => {
  expect(group({ overrides: { protectFromScaleIn: true, defaultCooldown: 60 } })).toMatchObject({
    default_cooldown: 60,
    protect_from_scale_in: true,
  });
});

test("lets overrides of both scaling policies win over what they set", () => {
  const { resource } = json({ scaling: { overrides: { enabled: false } } });

  expect(Object.values<Json>(resource.aws_autoscaling_policy).map(({ enabled }) => enabled)).toEqual([false, false]);
});

test("adds instances after as many busy minutes as asked for, and takes them away after five idle ones", () => {
  const periods = (scaling?: Partial<CpuScalingProps>) =>
    Object.values<Json>(json({ scaling }).resource.aws_cloudwatch_metric_alarm).map(
      ({ comparison_operator, period, evaluation_periods }) => [comparison_operator, period, evaluation_periods],
    );

  expect(periods({ scaleUpAfterMinutes: 2 })).toEqual([
    ["GreaterThanThreshold", 60, 2],
    ["LessThanThreshold", 60, 5],
  ]);
  expect(periods()).toContainEqual(["GreaterThanThreshold", 60, 5]);
});

test.each([0, 1441, 1.5])("fails when CPU has to be high for %s minutes", (scaleUpAfterMinutes) => {
  expect(() => json({ scaling: { scaleUpAfterMinutes } })).toThrow(
    `scaleUpAfterMinutes must be a whole number, 1 to 1440, got ${scaleUpAfterMinutes}`,
  );
});

test("fails when min is above max", () => {
  expect(() => json({ min: 7 })).toThrow("group: min must be at most max (6), got 7");
});

test("fails when the desired capacity is not between min and max", () => {
  expect(() => json({ desired: 7 })).toThrow("desired must be from min (2) to max (6), got 7");
});

test("fails on more instances than racks", () => {
  expect(() => json({ max: 15 })).toThrow(
    "max must be at most 14 when spread, 7 in each of 2 availability zones, got 15",
  );
});

test("fails on a spread of dedicated instances", () => {
  expect(() => json({ tenancy: "dedicated" })).toThrow("spread must be false with dedicated tenancy, got true");
});

test("fails on Spot Instances of a single type", () => {
  expect(() => json({ spotPercentage: 70 })).toThrow(
    "spotTypes must be at least one instance type when spotPercentage is above 0, got none",
  );
});

test("fails on a percentage above 100", () => {
  expect(() => json({ spotPercentage: 101 })).toThrow("spotPercentage must be 0 to 100, got 101");
});

test("fails when the group would shrink where it grows", () => {
  expect(() => json({ scaling: { scaleDownBelowPercent: 70 } })).toThrow(
    "scaleDownBelowPercent must be less than scaleUpAbovePercent (70), got 70",
  );
});

import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const groups = stacks["freeagentics-production-compute"]!.resource.aws_autoscaling_group;
const group = groups.app as Json;

test("sizes the Auto Scaling group by the environment", () => {
  const { min, max, desired } = production.compute;

  expect(group).toMatchObject({ min_size: min, max_size: max, desired_capacity: desired });
});

test("spreads the servers over every availability zone", () => {
  expect(group.vpc_zone_identifier).toHaveLength(production.network.availabilityZones.length);
});

test("replaces servers that the load balancer reports unhealthy, after ten minutes to start", () => {
  expect(group).toMatchObject({
    default_cooldown: 300,
    health_check_type: "ELB",
    health_check_grace_period: 600,
    target_group_arns: [expect.stringContaining("load-balancing.outputs")],
  });
});

test("replaces every server within 30 days, which installs security updates", () => {
  expect(group.max_instance_lifetime).toBe(30 * 24 * 60 * 60);
});

test("runs interruptible workers on Spot Instances of several types, and the application on none", () => {
  const { mixed_instances_policy: mixed } = groups.worker as Json;

  expect(mixed.instances_distribution).toMatchObject({
    on_demand_base_capacity: 1,
    on_demand_percentage_above_base_capacity: 0,
    spot_allocation_strategy: "price-capacity-optimized",
  });
  expect(mixed.launch_template.override.length).toBeGreaterThan(2);
  expect(group.mixed_instances_policy).toBeUndefined();
  expect(stacks["freeagentics-production-compute-us-west-2"]!.resource.aws_autoscaling_group.worker).toBeUndefined();
});

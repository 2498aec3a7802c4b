import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const group = only(stacks["freeagentics-production-compute"]!, "aws_autoscaling_group");

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

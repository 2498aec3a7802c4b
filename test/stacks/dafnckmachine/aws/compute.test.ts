import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-compute"];
const { aws_autoscaling_group, aws_launch_template } = production.resource;

function userData(tier: string): string {
  return Object.entries<string>(production.locals).find(([name]) => name.startsWith(`${tier}-template`))![1];
}

test("runs the tiers on the instances of the design", () => {
  expect(aws_launch_template).toMatchObject({
    "web-template": { instance_type: "t3.medium" },
    "api-template": { instance_type: "c5.large" },
    "worker-template": { instance_type: "m5.xlarge" },
  });
});

test("spreads every tier over all zones and racks", () => {
  for (const group of Object.values<Json>(aws_autoscaling_group)) {
    expect(group.vpc_zone_identifier).toHaveLength(3);
    expect(group.placement_group).toMatch(/^\${aws_placement_group\./);
  }
});

test("runs each tier's own image, at the version the environment states", () => {
  for (const tier of ["web", "api", "worker"]) {
    expect(userData(tier)).toMatch(new RegExp(`aws_ecr_repository\\w*${tier}\\w*repository_url}:v1\\.0\\.0'`));
  }
});

test("balances the web and API tiers, and nothing reaches the workers", () => {
  expect(aws_autoscaling_group.web.target_group_arns).toMatchObject([expect.stringMatching(/target_group\w*web/)]);
  expect(aws_autoscaling_group.api.target_group_arns).toMatchObject([expect.stringMatching(/target_group\w*api/)]);
  expect(aws_autoscaling_group.worker).toMatchObject({ target_group_arns: [], health_check_type: "EC2" });
  expect(Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule)).toMatchObject([
    {
      security_group_id: "${aws_security_group.web-instances.id}",
      from_port: 80,
      to_port: 80,
      referenced_security_group_id: expect.stringMatching(/aws_security_group\w*web/),
    },
  ]);
});

test("buys spot capacity for workers only, with a share on demand", () => {
  expect(aws_autoscaling_group.worker.mixed_instances_policy.instances_distribution).toMatchObject({
    on_demand_base_capacity: 2,
    on_demand_percentage_above_base_capacity: 30,
  });
  expect(aws_autoscaling_group.web).not.toHaveProperty("mixed_instances_policy");
  expect(aws_autoscaling_group.api).not.toHaveProperty("mixed_instances_policy");
});

test("tags instances with all that the provider puts on everything else", () => {
  const [provider] = production.provider.aws;

  expect(aws_launch_template["web-template"].tag_specifications[0].tags).toMatchObject(provider.default_tags[0].tags);
});

test("grants a tier its own image and log and nothing of another tier", () => {
  const policies = Object.entries<Json>(production.resource.aws_iam_role_policy).filter(([name]) =>
    name.startsWith("web-role"),
  );

  expect(policies.map(([, { name }]) => name).sort()).toEqual(["pull-web", "write-web-logs"]);
  expect(JSON.stringify(policies)).not.toMatch(/worker/);
});

test("scales every tier by its CPU", () => {
  const policies = Object.values<Json>(production.resource.aws_autoscaling_policy);

  for (const tier of ["web", "api", "worker"]) {
    const names = policies.filter(
      (policy) => policy.autoscaling_group_name === `\${aws_autoscaling_group.${tier}.name}`,
    );
    expect(names.map(({ name }) => name)).toEqual(["scale-up-policy", "scale-down-policy"]);
  }
});

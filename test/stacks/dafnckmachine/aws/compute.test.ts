import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const TIERS = ["web", "api", "worker"] as const;
const stack = stacks["dafnckmachine-production-compute"]!;
const { aws_autoscaling_group, aws_launch_template } = stack.resource;
const { compute, network } = production;

function userData(tier: string): string {
  return Object.entries<string>(stack.locals).find(([name]) => name.startsWith(`${tier}-template`))![1];
}

test.each(TIERS)("sizes the %s tier by the environment", (tier) => {
  const { instanceType, min, max } = compute[tier];

  expect(aws_launch_template[`${tier}-template`].instance_type).toBe(instanceType);
  expect(aws_autoscaling_group[tier]).toMatchObject({ min_size: min, max_size: max });
});

test.each(TIERS)("runs the %s tier's image at the environment's version", (tier) => {
  expect(userData(tier)).toMatch(
    new RegExp(`aws_ecr_repository\\w*${tier}\\w*repository_url}:${compute[tier].imageTag}'`),
  );
});

test("spreads every tier over all availability zones and racks", () => {
  for (const group of Object.values<Json>(aws_autoscaling_group)) {
    expect(group.vpc_zone_identifier).toHaveLength(network.availabilityZones.length);
    expect(group.placement_group).toMatch(/^\${aws_placement_group\./);
  }
});

test("registers the web and API tiers with the load balancer, and opens no port of the workers", () => {
  expect(aws_autoscaling_group.web.target_group_arns).toMatchObject([expect.stringMatching(/target_group\w*web/)]);
  expect(aws_autoscaling_group.api.target_group_arns).toMatchObject([expect.stringMatching(/target_group\w*api/)]);
  expect(aws_autoscaling_group.worker).toMatchObject({ target_group_arns: [], health_check_type: "EC2" });
  expect(Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule)).toMatchObject([
    {
      security_group_id: "${aws_security_group.web-instances.id}",
      from_port: 80,
      to_port: 80,
      referenced_security_group_id: expect.stringMatching(/aws_security_group\w*web/),
    },
  ]);
});

test("leaves an instance three of the five minutes that scaling may take", () => {
  const { aws_cloudwatch_metric_alarm, aws_autoscaling_policy } = stack.resource;
  const up = Object.values<Json>(aws_cloudwatch_metric_alarm).filter(
    ({ comparison_operator }) => comparison_operator === "GreaterThanThreshold",
  );
  const groups = Object.values<Json>(stacks["dafnckmachine-production-load-balancing"]!.resource.aws_lb_target_group);

  expect(Object.keys(aws_autoscaling_policy)).toHaveLength(2 * TIERS.length);
  expect(up.map(({ period, evaluation_periods }) => period * evaluation_periods)).toEqual([120, 120, 120]);
  // A load balancer sends requests to an instance only after this many successful health checks.
  for (const { health_check } of groups) {
    expect(health_check.interval * health_check.healthy_threshold).toBeLessThanOrEqual(60);
  }
  for (const template of Object.values<Json>(aws_launch_template)) {
    expect(template.monitoring).toEqual({ enabled: true });
  }
});

test("buys spot capacity for workers only, above the minimum", () => {
  const { min, spotPercentage } = compute.worker;

  expect(aws_autoscaling_group.worker.mixed_instances_policy.instances_distribution).toMatchObject({
    on_demand_base_capacity: min,
    on_demand_percentage_above_base_capacity: 100 - spotPercentage!,
  });
  expect(aws_autoscaling_group.web).not.toHaveProperty("mixed_instances_policy");
  expect(aws_autoscaling_group.api).not.toHaveProperty("mixed_instances_policy");
});

test("tags instances with the provider's default tags, which Auto Scaling does not apply", () => {
  const [provider] = stack.provider.aws;

  expect(aws_launch_template["web-template"].tag_specifications[0].tags).toMatchObject(provider.default_tags[0].tags);
});

test("grants a tier its own image and log group, and nothing of another tier", () => {
  const policies = Object.entries<Json>(stack.resource.aws_iam_role_policy).filter(([name]) =>
    name.startsWith("web-role"),
  );

  expect(policies.map(([, { name }]) => name).sort()).toEqual(["pull-web", "write-web-logs"]);
  expect(JSON.stringify(policies)).not.toMatch(/worker/);
});

/** Names of the policies of a tier's role. */
function granted(tier: string): string[] {
  return Object.entries<Json>(stack.resource.aws_iam_role_policy)
    .filter(([id]) => id.startsWith(`${tier}-role`))
    .map(([, { name }]) => name);
}

test("gives the API tier and the workers their data, permission for it, and the role's credentials", () => {
  for (const tier of ["api", "worker"]) {
    for (const name of [
      "DATABASE_HOST",
      "DATABASE_USER",
      "CACHE_HOST",
      "METRICS_TABLE",
      "UPLOADS_BUCKET",
      "JOBS_QUEUE_URL",
      "NOTIFICATIONS_QUEUE_URL",
      "MICROSERVICES_URL",
    ]) {
      expect(userData(tier)).toContain(`--env '${name}=`);
    }
    expect(userData(tier)).toContain("--network host");
    expect(granted(tier)).toEqual(expect.arrayContaining(["send-to-notifications", "read-write-agent-metrics"]));
  }
  expect(granted("api")).toContain("send-to-jobs");
  expect(granted("worker")).toContain("consume-jobs");
});

test("gives the web tier the API's address and no data", () => {
  expect(userData("web")).toContain(`--env 'API_URL=https://api.${production.cloudflare!.zone}'`);
  expect(userData("web")).not.toContain("DATABASE");
});

test("scales every tier by its CPU", () => {
  const policies = Object.values<Json>(stack.resource.aws_autoscaling_policy);

  for (const tier of TIERS) {
    const names = policies.filter(
      (policy) => policy.autoscaling_group_name === `\${aws_autoscaling_group.${tier}.name}`,
    );
    expect(names.map(({ name }) => name)).toEqual(["scale-up-policy", "scale-down-policy"]);
  }
});

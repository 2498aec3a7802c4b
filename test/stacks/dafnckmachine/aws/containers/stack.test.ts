import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

const production: Json = stacks["dafnckmachine-production-containers"]!.resource;

function policies(role: string): Json[] {
  return Object.values<Json>(production.aws_iam_role_policy)
    .filter((policy) => policy.role === `\${aws_iam_role.${role}.name}`)
    .flatMap(({ policy }) => statements(policy));
}

/** Logical id of a role by its name. */
function roleNamed(name: string): string {
  return Object.entries<Json>(production.aws_iam_role).find(([, role]) => role.name === name)![0];
}

function container(family: string): Json {
  const task = Object.values<Json>(production.aws_ecs_task_definition).find((found) => found.family === family);
  return JSON.parse(task.container_definitions)[0];
}

test("runs every service in a cluster of Fargate", () => {
  expect(only({ resource: production }, "aws_ecs_cluster").name).toBe("dafnckmachine-cluster");
  expect(production.aws_ecs_service).toMatchObject({
    "agent-orchestration": { name: "agent-orchestration", launch_type: "FARGATE", desired_count: 3 },
    "user-management": { name: "user-management", launch_type: "FARGATE", desired_count: 2 },
  });
});

test("gives production's tasks their sizes", () => {
  expect(production.aws_ecs_task_definition).toMatchObject({
    "agent-orchestration-task": { family: "agent-orchestration", cpu: "1024", memory: "2048" },
    "user-management-task": { family: "user-management", cpu: "512", memory: "1024" },
  });
});

test("scales each service by itself, agents no faster than every five minutes", () => {
  const targets = Object.values<Json>(production.aws_appautoscaling_target);
  const cooldowns = Object.values<Json>(production.aws_appautoscaling_policy).map((policy) => {
    const { scale_out_cooldown, scale_in_cooldown, target_value } = policy.target_tracking_scaling_policy_configuration;
    return [policy.name, target_value, scale_out_cooldown, scale_in_cooldown];
  });

  expect(targets.map(({ min_capacity, max_capacity }) => [min_capacity, max_capacity])).toEqual([
    [3, 10],
    [2, 5],
  ]);
  expect(cooldowns).toEqual([
    ["agent-orchestration-cpu", 70, 300, 300],
    ["user-management-cpu", 70, 60, 300],
  ]);
});

test("registers agents with the public and the internal load balancer", () => {
  const groups = production.aws_ecs_service["agent-orchestration"].load_balancer;

  expect(groups).toMatchObject([{ container_port: 3001 }, { container_port: 3001 }]);
  expect(groups[1].target_group_arn).toContain("microservices");
});

test("leads the paths of each service to targets whose health it asks", () => {
  const rules = Object.values<Json>(production.aws_lb_listener_rule);

  expect(rules.flatMap(({ condition }) => condition[0].path_pattern.values)).toEqual([
    "/api/agents*",
    "/api/users*",
    "/api/users*",
  ]);
  for (const group of Object.values<Json>(production.aws_lb_target_group)) {
    expect(group).toMatchObject({ target_type: "ip", health_check: { path: "/health" } });
  }
});

test("waits with a service until its targets have a load balancer", () => {
  expect(production.aws_ecs_service["agent-orchestration"].depends_on).toContain("aws_lb_listener_rule.agents-rule");
  expect(production.aws_ecs_service["user-management"].depends_on).toContain("aws_lb_listener_rule.users-rule");
});

test("deploys users beside the version before and takes errors back", () => {
  expect(production.aws_ecs_service["user-management"].deployment_controller.type).toBe("CODE_DEPLOY");
  expect(only({ resource: production }, "aws_codedeploy_deployment_group")).toMatchObject({
    deployment_style: { deployment_type: "BLUE_GREEN" },
    auto_rollback_configuration: { enabled: true },
    load_balancer_info: {
      target_group_pair_info: { test_traffic_route: { listener_arns: [expect.stringContaining("test")] } },
    },
  });
});

test("mounts the shared file system where agents keep files", () => {
  expect(container("agent-orchestration").mountPoints).toContainEqual({
    sourceVolume: "shared",
    containerPath: "/shared",
    readOnly: false,
  });
});

test("hands credentials to containers without reading them", () => {
  expect(container("user-management").secrets.map(({ name }: Json) => name)).toEqual([
    "API_KEYS",
    "DATABASE_CREDENTIALS",
  ]);
  const reads = policies(roleNamed("user-management-execution")).filter(({ Action }) =>
    [Action].flat().includes("secretsmanager:GetSecretValue"),
  );
  expect(reads.map(({ Resource }) => Resource)).toEqual([
    expect.stringContaining("secret:dafnckmachine/database-credentials"),
    expect.stringContaining("secret:dafnckmachine/api-keys"),
  ]);
});

test("runs the batch every night", () => {
  expect(only({ resource: production }, "aws_scheduler_schedule")).toMatchObject({
    schedule_expression: "cron(0 2 * * ? *)",
    target: { ecs_parameters: { launch_type: "FARGATE" } },
  });
});

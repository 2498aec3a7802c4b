import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { LISTENER_RULES } from "../../../../../stacks/dafnckmachine/aws/listener-rules";
import { stacks } from "../../../../support/stacks";

const stack: Json = stacks["dafnckmachine-production-containers"]!.resource;
const { agentOrchestration, userManagement } = production.containers;

test("starts each service at its desired size", () => {
  expect(stack.aws_ecs_service).toMatchObject({
    "agent-orchestration": { name: "agent-orchestration", desired_count: agentOrchestration.desired },
    "user-management": { name: "user-management", desired_count: userManagement.desired },
  });
});

test("scales each service by its own CPU, with the environment's cooldowns", () => {
  const targets = Object.values<Json>(stack.aws_appautoscaling_target);
  const cooldowns = Object.values<Json>(stack.aws_appautoscaling_policy).map((policy) => {
    const { scale_out_cooldown, scale_in_cooldown, target_value } = policy.target_tracking_scaling_policy_configuration;
    return [policy.name, target_value, scale_out_cooldown, scale_in_cooldown];
  });

  expect(targets.map(({ min_capacity, max_capacity }) => [min_capacity, max_capacity])).toEqual(
    [agentOrchestration, userManagement].map(({ desired, max }) => [desired, max]),
  );
  expect(cooldowns).toEqual([
    [
      "agent-orchestration-cpu",
      70,
      agentOrchestration.scaleOutCooldownSeconds,
      agentOrchestration.scaleInCooldownSeconds,
    ],
    ["user-management-cpu", 70, 60, 300],
  ]);
});

test("registers agents with the public and the internal load balancer", () => {
  const groups = stack.aws_ecs_service["agent-orchestration"].load_balancer;

  expect(groups).toMatchObject([{ container_port: 3001 }, { container_port: 3001 }]);
  expect(groups[1].target_group_arn).toContain("microservices");
});

test("routes the paths of each service to target groups with a health check", () => {
  const rules = Object.values<Json>(stack.aws_lb_listener_rule);
  const { agents, users } = LISTENER_RULES;

  expect(rules.map(({ priority, condition }) => [priority, condition[0].path_pattern.values])).toEqual(
    [agents, users, users].map(({ priority, pathPatterns }) => [priority, pathPatterns]),
  );
  for (const group of Object.values<Json>(stack.aws_lb_target_group)) {
    expect(group).toMatchObject({ target_type: "ip", health_check: { path: "/health" } });
  }
});

test("creates a service after the listener rule that attaches its target group", () => {
  expect(stack.aws_ecs_service["agent-orchestration"].depends_on).toContain("aws_lb_listener_rule.agents-rule");
  expect(stack.aws_ecs_service["user-management"].depends_on).toContain("aws_lb_listener_rule.users-rule");
});

test("deploys user management blue-green, with a test listener and automatic rollback", () => {
  expect(stack.aws_ecs_service["user-management"].deployment_controller.type).toBe("CODE_DEPLOY");
  expect(only({ resource: stack }, "aws_codedeploy_deployment_group")).toMatchObject({
    deployment_style: { deployment_type: "BLUE_GREEN" },
    auto_rollback_configuration: { enabled: true },
    load_balancer_info: {
      target_group_pair_info: { test_traffic_route: { listener_arns: [expect.stringContaining("test")] } },
    },
  });
});

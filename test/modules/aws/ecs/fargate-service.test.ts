import { FargateService, type FargateServiceProps } from "@modules/aws/ecs/fargate-service";
import type { FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "./fixture";

function service(props: Partial<FargateServiceProps> = {}, task: Partial<FargateTaskProps> = {}): Json {
  return synth((stack) => {
    const fixture = new Fixture(stack);
    const { vpc, group } = fixture;
    const targets = (id: string) => new TargetGroup(stack, id, { name: id, vpc, port: 3000, targetType: "ip" });
    new FargateService(stack, "orders", {
      task: fixture.task(task),
      cluster: fixture.ecsCluster(),
      vpc,
      securityGroups: [group],
      targetGroups: [targets("public"), targets("internal")],
      minTasks: 2,
      maxTasks: 5,
      ...props,
    });
  });
}

test("runs in private subnets without public addresses", () => {
  expect(only(service(), "aws_ecs_service")).toMatchObject({
    name: "orders",
    launch_type: "FARGATE",
    enable_execute_command: false,
    propagate_tags: "SERVICE",
    network_configuration: {
      assign_public_ip: false,
      subnets: [expect.stringContaining("private"), expect.stringContaining("private")],
    },
  });
});

test("registers its tasks with every target group", () => {
  expect(only(service(), "aws_ecs_service").load_balancer).toEqual([
    { target_group_arn: "${aws_lb_target_group.public.arn}", container_name: "orders", container_port: 3000 },
    { target_group_arn: "${aws_lb_target_group.internal.arn}", container_name: "orders", container_port: 3000 },
  ]);
});

test("rolls back a rolling deployment that fails", () => {
  expect(only(service(), "aws_ecs_service")).toMatchObject({
    deployment_controller: { type: "ECS" },
    deployment_circuit_breaker: { enable: true, rollback: true },
    deployment_minimum_healthy_percent: 100,
    lifecycle: { ignore_changes: ["desired_count"] },
  });
});

test("ignores the arguments that CodeDeploy changes in blue-green deployments", () => {
  const green = only(service({ deployments: "blue-green" }), "aws_ecs_service");

  expect(green).toMatchObject({
    deployment_controller: { type: "CODE_DEPLOY" },
    lifecycle: { ignore_changes: ["desired_count", "task_definition", "load_balancer", "network_configuration"] },
  });
  expect(green.deployment_circuit_breaker).toBeUndefined();
});

test("scales by CPU utilization between the minimum and the maximum of tasks", () => {
  const json = service({ scaleOutCooldownSeconds: 300 });

  expect(only(json, "aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 5 });
  expect(only(json, "aws_appautoscaling_policy").target_tracking_scaling_policy_configuration).toEqual({
    target_value: 70,
    predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
    scale_out_cooldown: 300,
    scale_in_cooldown: 300,
  });
});

test("enables ECS Exec when asked to", () => {
  const json = service({ shells: true });

  expect(only(json, "aws_ecs_service").enable_execute_command).toBe(true);
  expect(JSON.stringify(json.resource.aws_iam_role_policy)).toContain("ssmmessages:OpenDataChannel");
  expect(JSON.stringify(service().resource.aws_iam_role_policy)).not.toContain("ssmmessages");
});

test("lets overrides win over what it sets", () => {
  expect(
    only(service({ overrides: { platformVersion: "1.4.0", propagateTags: "TASK_DEFINITION" } }), "aws_ecs_service"),
  ).toMatchObject({
    platform_version: "1.4.0",
    propagate_tags: "TASK_DEFINITION",
  });
});

test("fails on a maximum below the minimum", () => {
  expect(() => service({ maxTasks: 1 })).toThrow("maxTasks must be at least minTasks (2), got 1");
});

test("fails when a task without a port has target groups", () => {
  expect(() => service({}, { port: undefined })).toThrow(
    "targetGroups must be empty for a task without a port, got 2 target groups",
  );
});

test("splits tasks between Spot and On-Demand capacity in the smallest weights", () => {
  const { launch_type: type, capacity_provider_strategy: shares } = only(
    service({ spotPercentage: 70 }),
    "aws_ecs_service",
  );

  expect(type).toBeUndefined();
  expect(shares).toEqual([
    { capacity_provider: "FARGATE_SPOT", weight: 7 },
    { capacity_provider: "FARGATE", weight: 3 },
  ]);
});

test("fails when blue-green deployments would run on Spot capacity", () => {
  expect(() => service({ spotPercentage: 70, deployments: "blue-green" })).toThrow(
    "spotPercentage must be 0 for blue-green deployments, got 70",
  );
});

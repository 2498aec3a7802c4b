import { ScheduledTask, type ScheduledTaskProps } from "@modules/aws/ecs/scheduled-task";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "./fixture";

function nightly(props: Partial<ScheduledTaskProps> = {}): Json {
  return synth((stack) => {
    const fixture = new Fixture(stack);
    const { vpc, group, key } = fixture;
    new ScheduledTask(stack, "nightly", {
      task: fixture.task({ port: undefined }),
      cluster: fixture.ecsCluster(),
      schedule: "cron(0 2 * * ? *)",
      vpc,
      securityGroups: [group],
      key,
      ...props,
    });
  });
}

test("starts one task on schedule, in private subnets", () => {
  expect(only(nightly(), "aws_scheduler_schedule")).toMatchObject({
    schedule_expression: "cron(0 2 * * ? *)",
    schedule_expression_timezone: "UTC",
    kms_key_arn: "${aws_kms_key.key.arn}",
    target: {
      arn: "${aws_ecs_cluster.cluster.arn}",
      ecs_parameters: {
        task_definition_arn: "${aws_ecs_task_definition.orders-task.arn}",
        launch_type: "FARGATE",
        network_configuration: { assign_public_ip: false },
      },
    },
  });
});

test("can exist without starting tasks", () => {
  expect(only(nightly(), "aws_scheduler_schedule").state).toBe("ENABLED");
  expect(only(nightly({ enabled: false }), "aws_scheduler_schedule").state).toBe("DISABLED");
});

test("retries, then sends a failed start to the dead-letter queue", () => {
  expect(only(nightly({ retries: 5 }), "aws_scheduler_schedule").target).toMatchObject({
    retry_policy: { maximum_retry_attempts: 5 },
    dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.") },
  });
});

test("may run this task in this cluster only, and pass its roles to ECS only", () => {
  const granted = Object.values<Json>(nightly().resource.aws_iam_role_policy)
    .filter(({ role }) => role.includes("nightly"))
    .flatMap(({ policy }) => statements(policy));

  expect(granted.find(({ Action }) => Action === "ecs:RunTask")).toMatchObject({
    Resource: "${aws_ecs_task_definition.orders-task.arn_without_revision}:*",
    Condition: { ArnEquals: { "ecs:cluster": "${aws_ecs_cluster.cluster.arn}" } },
  });
  expect(granted.find(({ Action }) => Action === "iam:PassRole")).toMatchObject({
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  });
  expect(granted.some(({ Resource }) => Resource === "*")).toBe(false);
});

test("lets overrides win over what it sets", () => {
  const overrides = { flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 } };

  expect(only(nightly({ overrides }), "aws_scheduler_schedule").flexible_time_window).toEqual({
    mode: "FLEXIBLE",
    maximum_window_in_minutes: 15,
  });
});

test("fails on an expression that is not a schedule", () => {
  expect(() => nightly({ schedule: "0 2 * * *" })).toThrow(
    "schedule must be rate(...), cron(...) or at(...), such as rate(1 hour), got 0 2 * * *",
  );
});

import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-containers"]!;

test("runs every service in one Fargate cluster", () => {
  const services = Object.values<Json>(resource.aws_ecs_service);

  expect(only({ resource }, "aws_ecs_cluster").name).toBe("dafnckmachine-cluster");
  expect(services.map(({ name, launch_type }) => `${name} ${launch_type}`)).toEqual([
    "agent-orchestration FARGATE",
    "user-management FARGATE",
  ]);
});

test("runs the batch on its schedule", () => {
  const { schedule, cpu, memoryMebibytes } = production.containers.batch;
  const tasks = Object.values<Json>(resource.aws_ecs_task_definition);

  expect(only({ resource }, "aws_scheduler_schedule")).toMatchObject({
    schedule_expression: schedule,
    target: { ecs_parameters: { launch_type: "FARGATE" } },
  });
  expect(tasks.find(({ family }) => family === "batch")).toMatchObject({
    cpu: String(cpu),
    memory: String(memoryMebibytes),
  });
});

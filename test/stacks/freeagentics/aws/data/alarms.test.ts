import { instanceMemoryGibibytes } from "@modules/aws/database/instance-memory";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { development } from "../../../../../environments/freeagentics/development";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

function alarm(environment: string, id: string): Json {
  return stacks[`freeagentics-${environment}-data`]!.resource.aws_cloudwatch_metric_alarm[
    `freeagentics-postgres-${id}`
  ];
}

test("raises an alarm when the database outgrows its class", () => {
  const { instanceClass, maxConnections } = production.database;

  expect(alarm("production", "cpu")).toMatchObject({ threshold: 80, comparison_operator: "GreaterThanThreshold" });
  expect(alarm("production", "connections")).toMatchObject({
    metric_name: "DatabaseConnections",
    threshold: maxConnections * 0.8,
  });
  expect(alarm("production", "memory")).toMatchObject({
    metric_name: "FreeableMemory",
    threshold: Math.floor((instanceMemoryGibibytes(instanceClass) * 1024 ** 3) / 10),
    comparison_operator: "LessThanThreshold",
  });
});

test("raises an alarm at four fifths of the baseline IOPS, which striping quadruples from 400 GiB on", () => {
  expect(production.database.allocatedGibibytes).toBeGreaterThanOrEqual(400);
  expect(alarm("production", "iops").threshold).toBe(0.8 * 12_000);
  expect(development.database.allocatedGibibytes).toBeLessThan(400);
  expect(alarm("development", "iops").threshold).toBe(0.8 * 3000);
});

test("adds reads and writes for the alarm on IOPS", () => {
  const [total, ...parts] = alarm("production", "iops").metric_query;

  expect(total).toMatchObject({ expression: "reads + writes", return_data: true });
  expect(parts.map(({ id, metric }: Json) => `${id} ${metric.metric_name}`)).toEqual([
    "reads ReadIOPS",
    "writes WriteIOPS",
  ]);
});

test("notifies the topic of the severity when an alarm fires and when it clears", () => {
  for (const id of ["cpu", "connections", "memory", "iops"]) {
    const { alarm_actions, ok_actions } = alarm("production", id);
    expect(alarm_actions).toEqual([expect.stringContaining("production-security.outputs")]);
    expect(ok_actions).toEqual(alarm_actions);
  }
});

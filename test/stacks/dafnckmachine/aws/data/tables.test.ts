import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-data"]!;
const { "user-sessions": sessions, "agent-metrics": metrics } = resource.aws_dynamodb_table;

test("keys sessions by user and deletes them at their expiry", () => {
  expect(sessions).toMatchObject({
    name: "user-sessions",
    hash_key: "userId",
    range_key: "sessionId",
    billing_mode: "PAY_PER_REQUEST",
    ttl: { attribute_name: "expiresAt", enabled: true },
  });
});

test("finds sessions by status and expiry", () => {
  expect(sessions.global_secondary_index).toEqual([
    expect.objectContaining({ name: "session-expiry-index", hash_key: "status", range_key: "expiresAt" }),
  ]);
});

test("scales the capacity of agent metrics within the environment's limits", () => {
  const { read, write } = production.tables.agentMetrics;
  const capacities = Object.values<Json>(resource.aws_appautoscaling_target).map((target) => {
    return `${target.scalable_dimension} ${target.min_capacity} to ${target.max_capacity}`;
  });

  expect(metrics).toMatchObject({ read_capacity: read.min, write_capacity: write.min });
  expect(capacities).toEqual([
    `dynamodb:table:ReadCapacityUnits ${read.min} to ${read.max}`,
    `dynamodb:table:WriteCapacityUnits ${write.min} to ${write.max}`,
  ]);
});

test("finds the metrics of an hour, which reports query, and expires old ones", () => {
  const functions = stacks["dafnckmachine-production-functions"]!.resource.aws_lambda_function;
  const { read, write } = production.tables.agentMetrics;

  expect(metrics.global_secondary_index).toMatchObject([
    { hash_key: "hour", range_key: "timestamp", read_capacity: read.min, write_capacity: write.max },
  ]);
  expect(functions["data-analyzer"].environment.variables.INDEX_NAME).toBe(metrics.global_secondary_index[0].name);
  expect(metrics.ttl).toMatchObject({ attribute_name: "expiresAt", enabled: true });
});

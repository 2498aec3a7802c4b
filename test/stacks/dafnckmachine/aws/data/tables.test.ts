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

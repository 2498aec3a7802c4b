import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

const alarms = resources(stacks["dafnckmachine-production-data"]!, "aws_cloudwatch_metric_alarm");

test("notifies the database's own topic when four fifths of its 1000 connections are taken", () => {
  const alarm = alarms.find(({ alarm_name }) => alarm_name === "DatabaseConnectionsHigh")!;

  expect(alarm).toMatchObject({ metric_name: "DatabaseConnections", threshold: 800, evaluation_periods: 3 });
  expect(alarm.alarm_actions).toContainEqual(expect.stringContaining("db-alert"));
});

test("watches every node of the caches and both tables", () => {
  const names = alarms.map(({ alarm_name }) => alarm_name);

  expect(names).toEqual(
    expect.arrayContaining([
      "session-cache-001-memory",
      "user-sessions-throttled-reads",
      "agent-metrics-throttled-writes",
    ]),
  );
});

test("subscribes to RDS events of failures and failovers", () => {
  expect(resources(stacks["dafnckmachine-production-data"]!, "aws_db_event_subscription")).toMatchObject([
    { source_type: "db-instance", event_categories: expect.arrayContaining(["failover", "failure"]) },
  ]);
});

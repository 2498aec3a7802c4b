/** Alarms of all stacks. */
import { readFileSync } from "node:fs";
import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const alarms = Object.entries(stacks).flatMap(([id, json]) =>
  resources(json, "aws_cloudwatch_metric_alarm").map((alarm: Json) => ({ id, alarm })),
);

test("ends every description for people with a section of the runbook for alarms", () => {
  const runbook = readFileSync("runbooks/alarms.md", "utf8");
  const sections = new Set([...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title));
  const linked = alarms.flatMap(({ alarm }) => /runbooks\/alarms\.md#(\S+)$/.exec(alarm.alarm_description)?.[1] ?? []);

  expect([...new Set(linked)].filter((section) => !sections.has(section))).toEqual([]);
  expect(linked.length).toBeGreaterThan(300);
});

test("tells people of each severity by the topic of that severity, when an alarm fires and when it is over", () => {
  const silent = alarms.filter(({ alarm }) => alarm.alarm_description?.includes("Runbook:") && !alarm.ok_actions);

  expect(silent.map(({ alarm }) => alarm.alarm_name)).toEqual([]);
  expect(alarms.filter(({ alarm }) => !alarm.alarm_actions).map(({ alarm }) => alarm.alarm_name)).toEqual([]);
});

test.each([
  ["network", "ports"],
  ["edge", "failed-responses"],
  ["edge", "blocked-requests"],
  ["data", "failed-replication"],
  ["kubernetes", "pending-pods"],
])("watches %s of Phoenix Rooivalk's production by %s", (stack, end) => {
  const names = alarms.flatMap(({ id, alarm }) =>
    id === `phoenix-rooivalk-production-${stack}` ? [alarm.alarm_name] : [],
  );

  expect(names.filter((name) => name.endsWith(end))).not.toEqual([]);
});

test("watches every function's errors, throttles and duration", () => {
  for (const [id, json] of Object.entries(stacks)) {
    const functions = resources(json, "aws_lambda_function").length;
    const watching = alarms.filter((one) => one.id === id && one.alarm.namespace === "AWS/Lambda").length;

    expect(watching, id).toBe(3 * functions);
  }
});

test("hears of every scheduled task that fails", () => {
  const rules = Object.values(stacks).flatMap((json) => resources(json, "aws_cloudwatch_event_rule"));
  const schedules = Object.values(stacks).flatMap((json) => resources(json, "aws_scheduler_schedule"));
  const failures = rules.filter(({ event_pattern: pattern }) => pattern?.includes("ECS Task State Change"));

  expect(schedules.length).toBeGreaterThan(0);
  expect(failures).toHaveLength(schedules.length);
});

/** Alarms of all stacks. */
import { readFileSync } from "node:fs";
import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const alarms = Object.entries(stacks).flatMap(([id, json]) =>
  resources(json, "aws_cloudwatch_metric_alarm").map((alarm: Json) => ({ id, alarm })),
);

const everywhere = (type: string): Json[] => Object.values(stacks).flatMap((json) => resources(json, type));

test("ends every description for people with a section of the runbook for alarms", () => {
  const runbook = readFileSync("runbooks/alarms.md", "utf8");
  const sections = new Set([...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title));
  const texts = [
    // The alarms of scaling policies and deployments have no topic, so they are excluded.
    ...alarms.flatMap(({ alarm }) => (alarm.ok_actions ? [alarm.alarm_description] : [])),
    ...everywhere("aws_cloudwatch_composite_alarm").map(({ alarm_description }) => alarm_description),
    ...everywhere("google_monitoring_alert_policy").map(({ documentation }) => documentation.content),
  ];
  const linked = texts.map((text) => [text, /runbooks\/alarms\.md#(\S+)$/.exec(text)?.[1]]);

  expect(linked.filter(([, section]) => !sections.has(section))).toEqual([]);
  expect(linked.length).toBeGreaterThan(500);
});

test("links an alert policy of Google Cloud to the section that its text names", () => {
  const policies = everywhere("google_monitoring_alert_policy");

  expect(policies.length).toBeGreaterThan(80);
  expect(policies.filter(({ documentation: { content, links } }) => !content.endsWith(links[0].url))).toEqual([]);
});

test("notifies the topic of its severity when an alarm fires and when it is over", () => {
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

test("has an event rule for every scheduled task that fails", () => {
  const rules = Object.values(stacks).flatMap((json) => resources(json, "aws_cloudwatch_event_rule"));
  const schedules = Object.values(stacks).flatMap((json) => resources(json, "aws_scheduler_schedule"));
  const failures = rules.filter(({ event_pattern: pattern }) => pattern?.includes("ECS Task State Change"));

  expect(schedules.length).toBeGreaterThan(0);
  expect(failures).toHaveLength(schedules.length);
});

test.each([
  ["dafnckmachine", "dafnckmachine-web"],
  ["freeagentics", "freeagentics-app"],
  ["phoenix-rooivalk", "phoenix-rooivalk-pods"],
])("watches the standby of %s in its own region, by topics there", (platform, targetGroup) => {
  const json = stacks[`${platform}-production-operations-us-west-2`]!;
  const names = resources(json, "aws_cloudwatch_metric_alarm").map(({ alarm_name }) => alarm_name);

  expect(json.provider.aws[0].region).toBe("us-west-2");
  expect(names).toEqual(expect.arrayContaining([`${platform}-failed-requests`, `${targetGroup}-no-healthy-target`]));
  expect(JSON.stringify(json.resource)).toContain(
    `cross-stack-reference-input-${platform}-production-security-us-west-2`,
  );
});

test("watches each node of the standby's cache, and the copy of the shared files", () => {
  const ends = (id: string, end: string) =>
    alarms.filter((one) => one.id === id && one.alarm.alarm_name.endsWith(end)).length;

  expect(ends("phoenix-rooivalk-production-cache-us-west-2", "-memory")).toBeGreaterThan(1);
  expect(ends("dafnckmachine-production-data", "-copy-lag")).toBe(1);
});

test("watches the targets of network load balancers by their own metrics", () => {
  const listeners = everywhere("aws_cloudwatch_metric_alarm").filter(({ namespace }) => namespace === "AWS/NetworkELB");

  expect(listeners.map(({ alarm_name }) => alarm_name)).toEqual(
    expect.arrayContaining(["lp-nlb-https-no-healthy-target", "dafnckmachine-nlb-microservices-no-healthy-target"]),
  );
});

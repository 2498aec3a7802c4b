/** Failures of which nobody is notified. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { failuresUse } from "@modules/checks/policies/use/failures";
import { expect, test } from "vitest";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";
const stack = (id: string, region: string, resource: object, group = "shop") => ({
  id,
  json: { provider: { aws: [{ region }] }, resource, terraform: { backend: { local: { path: `${id}.tfstate` } } } },
  isProtected: true,
  group,
});
const silent = (...stacks: ReturnType<typeof stack>[]) =>
  failuresUse.flatMap((rule) => violations(rule, new Resources(stacks)).map((place) => `${rule.id} ${place}`));

const events = { aws_db_event_subscription: { it: { source_type: "db-instance" } } };
const alarm = (metric_name: string, more: object = {}) => ({
  aws_cloudwatch_metric_alarm: {
    [metric_name]: { metric_name, dimensions: { DBInstanceIdentifier: "main" }, alarm_actions: [TOPIC], ...more },
  },
});
const database = { aws_db_instance: { main: { identifier: "main" } }, ...events };

test("accepts alarms and events of another stack in the region", () => {
  expect(
    silent(
      stack("data", "us-east-1", { aws_db_instance: { main: { identifier: "main" } } }),
      stack("alarms", "us-east-1", { ...alarm("FreeStorageSpace"), ...events }),
    ),
  ).toEqual([]);
});

test.each([
  ["of another region", stack("alarms", "us-west-2", alarm("FreeStorageSpace"))],
  ["of another environment", stack("alarms", "us-east-1", alarm("FreeStorageSpace"), "toys")],
  ["that notifies nobody", stack("alarms", "us-east-1", alarm("FreeStorageSpace", { alarm_actions: [] }))],
  ["on another metric", stack("alarms", "us-east-1", alarm("CPUUtilization"))],
])("fails for a database with an alarm %s", (_, alarms) => {
  expect(silent(stack("data", "us-east-1", database), alarms)).toEqual([
    "aws-db-instance-storage-alarm data aws_db_instance.main",
  ]);
});

test("fails when the subscription to events is disabled", () => {
  const off = { aws_db_event_subscription: { it: { source_type: "db-instance", enabled: false } } };

  expect(silent(stack("data", "us-east-1", { ...database, ...alarm("FreeStorageSpace"), ...off }))).toEqual([
    "aws-db-instance-events data aws_db_instance.main",
  ]);
});

test("accepts an alarm on an expression with the metric", () => {
  const math = {
    comparison_operator: "LessThanThreshold",
    metric_query: [
      { id: "e", expression: "m / 1073741824" },
      { id: "m", metric: { metric_name: "FreeStorageSpace", dimensions: { DBInstanceIdentifier: "main" } } },
    ],
    dimensions: {},
  };

  expect(silent(stack("data", "us-east-1", { ...database, ...alarm("", math) }))).toEqual([]);
});

const rule = (detail: string) => ({
  aws_db_event_subscription: {},
  aws_cloudwatch_event_rule: {
    it: { event_pattern: JSON.stringify({ source: ["aws.rds"], "detail-type": [detail] }) },
  },
  aws_cloudwatch_event_target: { it: { rule: "${aws_cloudwatch_event_rule.it.name}", arn: TOPIC } },
});
const subscribed = (attributes: object) => ({ aws_db_event_subscription: { it: attributes } });

test.each([
  ["a subscription to the events of all sources", subscribed({}), 0],
  ["a subscription to failures", subscribed({ source_type: "db-instance", event_categories: ["failure"] }), 0],
  ["a subscription to backups", subscribed({ source_type: "db-instance", event_categories: ["backup"] }), 1],
  ["a subscription to another database", subscribed({ source_type: "db-instance", source_ids: ["toys"] }), 1],
  [
    "a subscription that refers to it",
    subscribed({ source_type: "db-instance", source_ids: ["${aws_db_instance.main.identifier}"] }),
    0,
  ],
  ["a rule of EventBridge", rule("RDS DB Instance Event"), 0],
  ["a rule for clusters", rule("RDS DB Cluster Event"), 1],
])("counts the faults of a database beside %s", (_, beside, faults) => {
  expect(silent(stack("data", "us-east-1", { ...database, ...alarm("FreeStorageSpace"), ...beside }))).toHaveLength(
    faults,
  );
});

test("leaves the members of a global database to the events of the first", () => {
  const cluster = (attributes: object) => stack("data", "us-east-1", { aws_rds_cluster: { main: attributes } });

  expect(silent(cluster({ global_cluster_identifier: "all" }))).toEqual([]);
  expect(silent(cluster({ global_cluster_identifier: "all", master_username: "administrator" }))).toHaveLength(1);
  expect(silent(cluster({ snapshot_identifier: "yesterday" }))).toHaveLength(1);
});

const task = (detail: object) => ({
  aws_ecs_task_definition: { dump: { family: "dump" } },
  aws_scheduler_schedule: {
    nightly: { target: { ecs_parameters: { task_definition_arn: "${aws_ecs_task_definition.dump.arn}" } } },
  },
  aws_cloudwatch_event_rule: {
    it: { event_pattern: JSON.stringify({ "detail-type": ["ECS Task State Change"], detail }) },
  },
  aws_cloudwatch_event_target: { it: { rule: "${aws_cloudwatch_event_rule.it.name}", arn: TOPIC } },
});
const failed = { containers: { exitCode: [{ "anything-but": [0] }] } };
const of = (family: string) => ({
  ...failed,
  taskDefinitionArn: [{ prefix: `arn:aws:ecs:r:1:task-definition/${family}:` }],
});

test.each([
  ["all tasks that fail", failed, 0],
  ["its own task that fails", of("dump"), 0],
  ["a task with a longer name", of("dump-all"), 1],
  ["tasks that end", { lastStatus: ["STOPPED"] }, 1],
])("counts the faults of a schedule beside an event for %s", (_, detail, faults) => {
  expect(silent(stack("tasks", "us-east-1", task(detail)))).toHaveLength(faults);
});

test("accepts a rule for all tasks beside a schedule of a task that another program defines", () => {
  const { aws_ecs_task_definition: _, ...outside } = task(failed);
  const target = { ecs_parameters: { task_definition_arn: "arn:aws:ecs:us-east-1:111122223333:task-definition/dump" } };

  expect(silent(stack("tasks", "us-east-1", { ...outside, aws_scheduler_schedule: { it: { target } } }))).toEqual([]);
});

test("leaves schedules of functions to the alarms of the functions", () => {
  expect(
    silent(stack("tasks", "us-east-1", { aws_scheduler_schedule: { it: { target: { arn: "lambda" } } } })),
  ).toEqual([]);
});

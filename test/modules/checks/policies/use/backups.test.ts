import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { backupsUse } from "@modules/checks/policies/use/backups";
import { expect, test } from "vitest";

const stack = (id: string, group: string, region: string, resource: object) => ({
  id,
  json: { provider: { aws: [{ region }] }, resource },
  isProtected: true,
  group,
});
const plans = { aws_backup_plan: { daily: { rule: [{ copy_action: [{}] }] } } };
const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";
const SCALES = "arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:1";

const alarmsTo = (alarm_actions: readonly string[], more: object = {}) => ({
  aws_cloudwatch_metric_alarm: Object.fromEntries(
    ["Backup", "Copy"].map((kind) => [
      kind,
      { metric_name: `NumberOf${kind}JobsCompleted`, treat_missing_data: "breaching", alarm_actions, ...more },
    ]),
  ),
});
const alarms = alarmsTo([TOPIC]);

const eventsTo = (arn: string) => ({
  aws_cloudwatch_event_rule: {
    done: {
      event_pattern: JSON.stringify({
        "detail-type": ["Backup Job State Change", "Copy Job State Change"],
        detail: { state: ["COMPLETED"] },
      }),
    },
  },
  aws_cloudwatch_event_target: { done: { rule: "${aws_cloudwatch_event_rule.done.name}", arn } },
});

const silent = (...stacks: ReturnType<typeof stack>[]) =>
  backupsUse.flatMap((rule) => violations(rule, new Resources(stacks)));

test("accepts alarms on an expression of the metrics", () => {
  const queries = Object.fromEntries(
    Object.entries(alarms.aws_cloudwatch_metric_alarm).map(([id, { metric_name, ...alarm }]) => [
      id,
      { ...alarm, metric_query: [{ expression: "FILL(count, 0)" }, { id: "count", metric: { metric_name } }] },
    ]),
  );

  expect(silent(stack("a", "shop", "us-east-1", { ...plans, aws_cloudwatch_metric_alarm: queries }))).toEqual([]);
});

test("accepts alarms of another stack in the region, and an event for each completed job", () => {
  expect(silent(stack("a", "shop", "us-east-1", plans), stack("b", "shop", "us-east-1", alarms))).toEqual([]);
  expect(silent(stack("a", "shop", "us-east-1", { ...plans, ...eventsTo(TOPIC) }))).toEqual([]);
});

test.each([
  ["alarms without an action", alarmsTo([])],
  ["alarms that scale", alarmsTo([SCALES])],
  ["alarms whose actions are off", alarmsTo([TOPIC], { actions_enabled: false })],
  ["events that run a function", eventsTo("arn:aws:lambda:us-east-1:111122223333:function:tidy")],
  ["events without a target", { ...eventsTo(TOPIC), aws_cloudwatch_event_target: {} }],
])("fails when %s notify nobody", (_, resources) => {
  expect(silent(stack("a", "shop", "us-east-1", { ...plans, ...resources }))).toEqual(["a aws_backup_plan.daily"]);
});

test.each([
  ["of another environment", "bookshop", "us-east-1"],
  ["of another region", "shop", "us-west-2"],
])("fails when the alarms are those %s", (_, group, region) => {
  expect(silent(stack("a", "shop", "us-east-1", plans), stack("b", group, region, alarms))).toEqual([
    "a aws_backup_plan.daily",
  ]);
});

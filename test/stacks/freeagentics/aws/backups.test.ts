import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const { resource } = stacks["freeagentics-production-backups"]!;
const { database, sources } = production.backups;

test("runs each backup on its own schedule, in UTC", () => {
  const schedules = Object.values<Json>(resource.aws_scheduler_schedule).map((one) => [
    one.name,
    one.schedule_expression,
    one.schedule_expression_timezone,
    one.state,
  ]);

  expect(schedules).toEqual([
    ["freeagentics-database-backup", database.schedule, "UTC", "ENABLED"],
    ["freeagentics-source-backup", sources.schedule, "UTC", "ENABLED"],
  ]);
});

test("lets a task write its own backups, but neither read nor delete any", () => {
  const put = Object.values<Json>(resource.aws_iam_role_policy).filter(({ name }) => name.startsWith("put-"));

  expect(put.map(({ name }) => name)).toEqual(["put-backups-db", "put-sources-git"]);
  for (const { policy } of put) {
    expect(statements(policy)[0].Action).toEqual(["s3:PutObject", "s3:AbortMultipartUpload"]);
  }
});

test("opens egress to the database and to HTTPS only", () => {
  const ports = Object.values<Json>(resource.aws_vpc_security_group_egress_rule).map(
    ({ from_port, cidr_ipv4 = "the database" }) => `${from_port} ${cidr_ipv4}`,
  );

  expect(ports).toEqual(["443 0.0.0.0/0", `${POSTGRES_PORT} the database`]);
});

test("dumps as a user of its own, with a token in place of a password", () => {
  const [dump] = Object.values<Json>(resource.aws_ecs_task_definition).map((one) =>
    JSON.parse(one.container_definitions),
  );

  const logins = Object.values<Json>(resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Action }) => Action === "rds-db:connect");

  expect(dump[0].secrets ?? []).toEqual([]);
  expect(dump[0].environment).toContainEqual({ name: "PGUSER", value: "dumps" });
  expect(logins.map(({ Resource }) => Resource)).toEqual([expect.stringMatching(/:dbuser:.*\/dumps$/)]);
});

test("bundles every source repository of the environment", () => {
  const [, bundle] = Object.values<Json>(resource.aws_ecs_task_definition).map((one) =>
    JSON.parse(one.container_definitions),
  );

  expect(bundle[0].environment).toContainEqual({ name: "REPOSITORIES", value: sources.repositories.join(" ") });
});

test.each(["database-backup", "source-backup"])("notifies when %s fails, does not start, or does not run", (id) => {
  const name = `freeagentics-${id}`;
  const alarms = Object.values<Json>(resource.aws_cloudwatch_metric_alarm).filter(({ alarm_name }) =>
    alarm_name.startsWith(name),
  );
  const [rule, pattern] = Object.entries<Json>(resource.aws_cloudwatch_event_rule)
    .filter(([, one]) => one.name === `${name}-failed`)
    .map(([key, { event_pattern }]) => [key, JSON.parse(event_pattern)] as const)[0]!;
  const [target] = Object.values<Json>(resource.aws_cloudwatch_event_target).filter(({ rule: of }) =>
    of.includes(rule),
  );

  expect(target.arn).toContain("alerts_warning");
  expect(pattern.detail.$or).toContainEqual({ containers: { exitCode: [{ "anything-but": [0] }] } });
  expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
    `${name}-failed-starts-dead-letters`,
    `${name}-late-task`,
  ]);
  expect(alarms.find(({ alarm_name }) => alarm_name.endsWith("late-task"))).toMatchObject({
    metric_query: [
      // Without the zeros, the alarm would evaluate older values on a day without a value.
      { expression: "FILL(count, 0)", return_data: true },
      {
        id: "count",
        metric: {
          namespace: "AWS/Logs",
          metric_name: "IncomingLogEvents",
          dimensions: { LogGroupName: expect.stringContaining(`aws_cloudwatch_log_group.${id}_logs`) },
          stat: "Sum",
          period: 86_400,
        },
      },
    ],
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    evaluation_periods: 2,
    treat_missing_data: "breaching",
    alarm_actions: [expect.stringContaining("alerts_warning")],
  });
});

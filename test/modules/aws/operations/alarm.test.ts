import { Alarm, type AlarmProps, addAlarms } from "@modules/aws/operations/alarm";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const metric = { namespace: "AWS/SQS", name: "ApproximateAgeOfOldestMessage", dimensions: { QueueName: "jobs" } };
const spec = { metric, above: 900, severity: "critical", description: "Jobs wait" } as const;

function alarm(props: Partial<AlarmProps> = {}): Json {
  const json = synth((stack) => {
    const alerts = new Alerts(stack, "alerts", { name: "shop", emails: [] });
    new Alarm(stack, "old-jobs", { name: "old-jobs", alerts, ...spec, ...props });
  });
  return only(json, "aws_cloudwatch_metric_alarm");
}

test("fires above the threshold and notifies the topic of its severity, also when it is over", () => {
  expect(alarm()).toMatchObject({
    alarm_name: "old-jobs",
    namespace: "AWS/SQS",
    metric_name: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: "jobs" },
    statistic: "Average",
    period: 300,
    evaluation_periods: 3,
    comparison_operator: "GreaterThanThreshold",
    threshold: 900,
    treat_missing_data: "notBreaching",
    alarm_actions: ["${aws_sns_topic.alerts_critical_F48B744F.arn}"],
    ok_actions: ["${aws_sns_topic.alerts_critical_F48B744F.arn}"],
  });
});

test("fires below a threshold", () => {
  const { comparison_operator, threshold } = alarm({ above: undefined, below: 0 });

  expect({ comparison_operator, threshold }).toEqual({ comparison_operator: "LessThanThreshold", threshold: 0 });
});

test("takes percentiles as extended statistics, which CloudWatch keeps apart", () => {
  const { statistic, extended_statistic } = alarm({ metric: { ...metric, statistic: "p95" } });

  expect({ statistic, extended_statistic }).toEqual({ statistic: undefined, extended_statistic: "p95" });
});

test("evaluates an expression over its metrics", () => {
  const { metric_query, namespace } = alarm({
    metric: {
      expression: "100 * failed / requests",
      label: "Failed, percent",
      metrics: {
        failed: { ...metric, statistic: "Sum" },
        requests: { ...metric, statistic: "Sum", periodSeconds: 60 },
      },
    },
  });

  expect(namespace).toBeUndefined();
  expect(metric_query).toMatchObject([
    { id: "value", expression: "100 * failed / requests", return_data: true },
    { id: "failed", metric: { stat: "Sum", period: 300 } },
    { id: "requests", metric: { stat: "Sum", period: 60 } },
  ]);
});

test("ends the description with the runbook", () => {
  expect(alarm({ runbook: "https://runbooks.example.com/jobs" }).alarm_description).toBe(
    "Jobs wait. Runbook: https://runbooks.example.com/jobs",
  );
});

test.each([
  [{ below: 1 }, "above must be given, or below, but not both"],
  [{ above: undefined }, "above must be given, or below, but not both"],
  [{ periods: 0 }, "periods must be a whole number, 1 to 100, got 0"],
  [{ breachingPeriods: 4 }, "breachingPeriods must be a whole number, 1 to 3, got 4"],
  [
    { periods: 50, metric: { ...metric, periodSeconds: 1800 } },
    "periods must be at most 86400 seconds in all, got 90000",
  ],
  [
    { periods: 8, metric: { ...metric, periodSeconds: 86_400 } },
    "periods must be at most 604800 seconds in all, got 691200",
  ],
  [{ description: "x".repeat(1025) }, "description must be at most 1024 characters with the runbook, got 1025"],
] as [Partial<AlarmProps>, string][])("fails when CloudWatch would refuse %o", (props, message) => {
  expect(() => alarm(props)).toThrow(message);
});

test("names the alarms of a resource after it, unless one has a name of its own", () => {
  const json = synth((stack) => {
    const alerts = new Alerts(stack, "alerts", { name: "shop", emails: [] });
    const alarms = { age: spec, size: { ...spec, name: "TooManyJobs" } };
    addAlarms(stack, "jobs", alarms, { alerts, named: (name) => `${name}-test` });
  });

  expect(Object.values<Json>(json.resource.aws_cloudwatch_metric_alarm).map(({ alarm_name }) => alarm_name)).toEqual([
    "jobs-age-test",
    "TooManyJobs-test",
  ]);
});

test("lets overrides win over what it sets", () => {
  expect(alarm({ overrides: { actionsEnabled: false } }).actions_enabled).toBe(false);
});

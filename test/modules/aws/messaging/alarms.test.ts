import { Queue } from "@modules/aws/messaging/queue";
import { Alerts } from "@modules/aws/operations/alerts";
import { setAlerts } from "@modules/aws/operations/default-alarms";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("reports the first dead letter, and messages that wait", () => {
  const json = synth((stack) => {
    setAlerts(stack, { alerts: new Alerts(stack, "alerts", { name: "shop", emails: [] }) });
    new Queue(stack, "jobs", { name: "jobs", oldestMessageSeconds: 60 });
  });

  expect(Object.values<Json>(json.resource.aws_cloudwatch_metric_alarm)).toMatchObject([
    {
      alarm_name: "jobs-dead-letter-dead-letters",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "${aws_sqs_queue.jobs_dead-letter_FECF5561.name}" },
      threshold: 0,
      evaluation_periods: 1,
    },
    {
      alarm_name: "jobs-waiting",
      metric_name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "${aws_sqs_queue.jobs.name}" },
      threshold: 60,
    },
  ]);
});

test("makes no alarm without alerts to notify", () => {
  expect(synth((stack) => new Queue(stack, "jobs", { name: "jobs" })).resource.aws_cloudwatch_metric_alarm).toBe(
    undefined,
  );
});

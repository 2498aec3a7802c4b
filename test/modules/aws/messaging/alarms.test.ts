import { queueAlarms } from "@modules/aws/messaging/alarms";
import { Queue } from "@modules/aws/messaging/queue";
import { addAlarms } from "@modules/aws/operations/alarm";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("reports the first dead letter and of messages that wait", () => {
  const json = synth((stack) => {
    const jobs = new Queue(stack, "jobs", { name: "jobs" });
    addAlarms(stack, "jobs", queueAlarms(jobs, { oldestMessageSeconds: 60 }), {
      alerts: new Alerts(stack, "alerts", { name: "shop", emails: [] }),
    });
  });

  expect(Object.values<Json>(json.resource.aws_cloudwatch_metric_alarm)).toMatchObject([
    {
      alarm_name: "jobs-dead-letters",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "${aws_sqs_queue.jobs_dead-letter_FECF5561.name}" },
      threshold: 0,
      evaluation_periods: 1,
    },
    {
      metric_name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "${aws_sqs_queue.jobs.name}" },
      threshold: 60,
    },
  ]);
});

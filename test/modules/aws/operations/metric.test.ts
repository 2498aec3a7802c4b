import { isMath, periodOf } from "@modules/aws/operations/metric";
import { expect, test } from "vitest";

const metric = { namespace: "AWS/SQS", name: "NumberOfMessagesSent", dimensions: { QueueName: "jobs" } };
const math = { expression: "a + b", label: "Sum", metrics: { a: metric, b: { ...metric, periodSeconds: 3600 } } };

test("tells expressions from metrics", () => {
  expect([isMath(metric), isMath(math)]).toEqual([false, true]);
});

test("takes five minutes for the period, and the longest one of an expression", () => {
  expect([periodOf(metric), periodOf(math)]).toEqual([300, 3600]);
});

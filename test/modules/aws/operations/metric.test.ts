import { isMath, periodOf, withZeros } from "@modules/aws/operations/metric";
import { expect, test } from "vitest";

const metric = { namespace: "AWS/SQS", name: "NumberOfMessagesSent", dimensions: { QueueName: "jobs" } };
const math = { expression: "a + b", label: "Sum", metrics: { a: metric, b: { ...metric, periodSeconds: 3600 } } };

test("distinguishes expressions from metrics", () => {
  expect([isMath(metric), isMath(math)]).toEqual([false, true]);
});

test("takes five minutes for the period, and the longest one of an expression", () => {
  expect([periodOf(metric), periodOf(math)]).toEqual([300, 3600]);
});

test("counts zero in periods without a value, over the period of the metric", () => {
  const count = withZeros({ ...metric, periodSeconds: 86_400 });

  expect(count).toMatchObject({ expression: "FILL(count, 0)", label: "NumberOfMessagesSent" });
  expect(periodOf(count)).toBe(86_400);
});

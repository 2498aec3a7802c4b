import { hoursBetween } from "@modules/core/schedule";
import { expect, test } from "vitest";

test.each([
  ["cron(0 5 * * ? *)", 24],
  ["cron(0 */6 * * ? *)", 24],
  ["cron(0 5 ? * SUN *)", 7 * 24],
  ["cron(0 5 ? * MON-FRI *)", 7 * 24],
  ["cron(0 5 1 * ? *)", 31 * 24],
  ["cron(0 5 1,15 * ? *)", 31 * 24],
  ["cron(0 5 1 1 ? *)", 366 * 24],
  ["rate(30 minutes)", 0.5],
  ["rate(1 hour)", 1],
  ["rate(1 day)", 24],
  ["rate(3 days)", 72],
])("reads from %s that %d hours pass at most between two runs", (schedule, hours) => {
  expect(hoursBetween(schedule)).toBe(hours);
});

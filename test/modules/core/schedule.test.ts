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
])("reads from %s that %d hours pass at most between two runs", (schedule, hours) => {
  expect(hoursBetween(schedule)).toBe(hours);
});

import { crontabProblem, scheduleProblem } from "@modules/aws/tables/schedules";
import { expect, test } from "vitest";

test.each([
  "rate(1 minute)",
  "rate(12 hours)",
  "cron(0 2 * * ? *)",
  "cron(0/15 8-17 ? * MON-FRI 2026-2030)",
  "cron(0 0 L * ? *)",
  "cron(0 0 15W 1,7 ? *)",
  "cron(0 8 ? JAN-MAR 2#1 *)",
  "cron(*/5 * ? * SUN,SAT *)",
])("EventBridge can read %s", (text) => {
  expect(scheduleProblem(text)).toBeUndefined();
});

test.each([
  ["every day", "must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *)"],
  ["rate(0 minutes)", "write it as rate(5 minutes)"],
  ["rate(2 day)", "write rate(2 days)"],
  ["cron(0 2 * * * *)", "write cron(0 2 * * ? *)"],
  ["cron(0 2 ? * ? *)", "write cron(0 2 * * ? *)"],
  ["cron(0 8 * * 1-5)", "write cron(0 8 ? * 1-5 *)"],
  ["cron(60 2 * * ? *)", "must have 0 to 59 as its minutes; correct 60"],
  ["cron(0 2 * FOO ? *)", "must have 1 to 12 as its month; correct FOO"],
  ["cron(5-1 2 * * ? *)", "correct 5-1"],
  ["cron(0/0 2 * * ? *)", "correct 0/0"],
  ["cron(0 2 * * ? 1969)", "must have 1970 to 2199 as its year; correct 1969"],
])("EventBridge cannot read %s", (text, problem) => {
  expect(scheduleProblem(text)).toContain(problem);
});

test.each(["0 8 * * 1-5", "*/15 0 1 JAN,JUL *", "0 20 * * SUN"])("Auto Scaling can read %s", (text) => {
  expect(crontabProblem(text)).toBeUndefined();
});

test.each(["0 8 * *", "0 24 * * *", "0 8 ? * *", "0 8 * * MON-FRIDAY"])("Auto Scaling cannot read %s", (text) => {
  expect(crontabProblem(text)).toMatch(/^must have|^must be a cron expression/);
});

import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

test("notifies its own topic of busy instances, besides the topic of the severity", () => {
  const [alarm] = resources(stacks["dafnckmachine-production-operations"]!, "aws_cloudwatch_metric_alarm").filter(
    ({ alarm_name }) => alarm_name === "HighCPUUtilization",
  );

  expect(alarm).toMatchObject({ threshold: 80, evaluation_periods: 2, period: 300, statistic: "Average" });
  expect(alarm!.alarm_actions).toEqual([
    expect.stringContaining("alerts_warning"),
    expect.stringContaining("high-cpu-alert"),
  ]);
});

test("watches the tasks of every service", () => {
  const names = resources(stacks["dafnckmachine-production-operations"]!, "aws_cloudwatch_metric_alarm").map(
    ({ alarm_name }) => alarm_name,
  );

  expect(names).toEqual(expect.arrayContaining(["dafnckmachine-agentOrchestration-memory"]));
});

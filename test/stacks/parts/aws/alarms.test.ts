import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const alarms = (id: string) => resources(stacks[id]!, "aws_cloudwatch_metric_alarm");

test("watches every node of a cache under its group's name, with the environment's suffix at the end", () => {
  const memory = alarms("phoenix-rooivalk-production-data").filter(({ alarm_name }) =>
    /^phoenix-sessions-.*-memory$/.test(alarm_name),
  );

  expect(memory.map(({ dimensions }) => dimensions.CacheClusterId)).toContain("phoenix-sessions-0003-003");
  expect(memory).toHaveLength(9);
  expect(alarms("phoenix-rooivalk-development-data")[0]!.alarm_name).toMatch(/-development$/);
});

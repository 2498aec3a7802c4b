import { tableAlarms } from "@modules/aws/database/dynamo/alarms";
import { expect, test } from "vitest";

test("reports refused reads and writes", () => {
  const alarms = tableAlarms({ name: "sessions" });

  expect(Object.keys(alarms)).toEqual(["throttled-reads", "throttled-writes"]);
  expect(alarms["throttled-reads"]).toMatchObject({
    above: 0,
    metric: { name: "ReadThrottleEvents", dimensions: { TableName: "sessions" }, statistic: "Sum" },
  });
});

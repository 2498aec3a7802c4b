import { functionAlarms } from "@modules/aws/functions/alarms";
import { expect, test } from "vitest";

test("reports errors, throttles and invocations near the timeout", () => {
  const alarms = functionAlarms({ name: "resize", timeoutSeconds: 300 });

  expect(Object.keys(alarms)).toEqual(["errors", "throttles", "duration"]);
  expect(alarms.errors.metric).toMatchObject({ dimensions: { FunctionName: "resize" }, statistic: "Sum" });
  expect(alarms.duration).toMatchObject({ above: 270_000, metric: { statistic: "Maximum" } });
});

import { billingAlarms } from "@modules/aws/cost/alarms";
import { expect, test } from "vitest";

test("has an alarm for each threshold of the month's charges", () => {
  const alarms = billingAlarms([1000, 5000]);

  expect(Object.keys(alarms)).toEqual(["above-1000-usd", "above-5000-usd"]);
  expect(alarms["above-5000-usd"]).toMatchObject({
    above: 5000,
    periods: 1,
    metric: { namespace: "AWS/Billing", dimensions: { Currency: "USD" }, periodSeconds: 21_600, statistic: "Maximum" },
  });
});

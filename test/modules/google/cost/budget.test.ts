import { Budget, type BudgetProps } from "@modules/google/cost/budget";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function budget(props: Partial<BudgetProps> = {}) {
  const json = synth((stack) => {
    new Budget(stack, "budget", {
      name: "Shop",
      billingAccount: "012345-567890-ABCDEF",
      limitUsd: 500,
      alerts: [{ percent: 80 }, { percent: 120, forecast: true }],
      channels: ["mail"],
      ...props,
    });
  });
  return only(json, "google_billing_budget");
}

test("limits the month of the stack's project alone", () => {
  expect(budget()).toMatchObject({
    billing_account: "012345-567890-ABCDEF",
    amount: { specified_amount: { currency_code: "USD", units: "500" } },
    budget_filter: { projects: ["projects/123456789012"], calendar_period: "MONTH" },
  });
});

test("notifies the channels of what was spent and of the forecast", () => {
  expect(budget()).toMatchObject({
    threshold_rules: [
      { threshold_percent: 0.8, spend_basis: "CURRENT_SPEND" },
      { threshold_percent: 1.2, spend_basis: "FORECASTED_SPEND" },
    ],
    all_updates_rule: { monitoring_notification_channels: ["mail"] },
  });
});

test.each<[Partial<BudgetProps>, string]>([
  [{ channels: [] }, "budget: channels must be a list of 1 to 5 entries, got none"],
  [{ alerts: [{ percent: 0.8 }] }, "budget: alerts.percent must be 1 to 1000, got 0.8"],
])("fails on %j", (props, message) => {
  expect(() => budget(props)).toThrow(message);
});

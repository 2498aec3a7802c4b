import { Budget, type BudgetProps } from "@modules/aws/cost/budget";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const alert = { percent: 80, emails: ["finance@example.com"] };

function budget(props: Partial<BudgetProps> = {}): Json {
  const json = synth(
    (stack) => new Budget(stack, "budget", { name: "Monthly", limitUsd: 5000, alerts: [alert], ...props }),
  );
  return only(json, "aws_budgets_budget");
}

test("compares the month's cost with the limit and mails the subscribers", () => {
  expect(budget()).toMatchObject({
    name: "Monthly",
    budget_type: "COST",
    limit_amount: "5000",
    limit_unit: "USD",
    time_unit: "MONTHLY",
    notification: [
      {
        comparison_operator: "GREATER_THAN",
        notification_type: "ACTUAL",
        threshold: 80,
        threshold_type: "PERCENTAGE",
        subscriber_email_addresses: ["finance@example.com"],
      },
    ],
  });
});

test("compares the forecast where it is asked to", () => {
  expect(budget({ alerts: [{ ...alert, forecast: true }] }).notification[0].notification_type).toBe("FORECASTED");
});

test.each([
  [{ name: "a:b" }, "name must be 1 to 100 characters without : and \\, got a:b"],
  [{ limitUsd: 0 }, "limitUsd must be more than 0, got 0"],
  [{ alerts: [] }, "alerts must be a list of 1 to 5 entries, got none"],
  [{ alerts: [{ percent: 0, emails: ["a@example.com"] }] }, "alerts.percent must be 0.01 to 1000000, got 0"],
  [{ alerts: [{ percent: 80, emails: [] }] }, "alerts.emails must be a list of 1 to 10 entries, got none"],
  [
    { period: "daily", alerts: [{ ...alert, forecast: true }] },
    "alerts.forecast must be false in a daily budget, got true",
  ],
] as [Partial<BudgetProps>, string][])("fails when AWS would refuse %o", (props, message) => {
  expect(() => budget(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(budget({ overrides: { timePeriodStart: "2027-01-01_00:00" } }).time_period_start).toBe("2027-01-01_00:00");
});

import { BudgetsBudget, type BudgetsBudgetConfig } from "@cdktf/provider-aws/lib/budgets-budget";
import { check, checkLength, checkPattern, checkRange } from "@modules/core/checks";
import { Construct } from "constructs";

export interface BudgetAlert {
  /** Percentage of the limit above which AWS sends the alert, more than 0. */
  readonly percent: number;

  /**
   * Compare the forecast for the period instead of the actual cost. AWS forecasts only monthly budgets. @default false
   */
  readonly forecast?: boolean;

  /** Mail addresses, 1 to 10. AWS does not ask them to confirm. */
  readonly emails: readonly string[];
}

export interface BudgetProps {
  /** Name of the budget: 1 to 100 characters without `:` and `\`, unique in the account. */
  readonly name: string;

  /** Limit in US dollars. */
  readonly limitUsd: number;

  /** Period to which the limit applies. @default "monthly" */
  readonly period?: "daily" | "monthly";

  /** Alerts of the budget, 1 to 5. */
  readonly alerts: readonly BudgetAlert[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<BudgetsBudgetConfig>;
}

const TIME_UNITS = { daily: "DAILY", monthly: "MONTHLY" } as const;

/**
 * A budget for the account's cost. AWS updates it up to three times a day, so an alert arrives hours after the
 * spending, and a budget does not stop any spending.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const { name, limitUsd, period = "monthly", alerts, overrides } = props;
    checkPattern(this, "name", name, /^[^:\\]{1,100}$/, "1 to 100 characters without : and \\");
    check(this, limitUsd > 0, "limitUsd", "more than 0", limitUsd);
    checkLength(this, "alerts", alerts, 1, 5);
    for (const { percent, forecast = false, emails } of alerts) {
      checkRange(this, "alerts.percent", percent, 0.01, 1_000_000);
      checkLength(this, "alerts.emails", emails, 1, 10);
      check(this, !(forecast && period === "daily"), "alerts.forecast", "false in a daily budget", forecast);
    }
    new BudgetsBudget(this, "Default", {
      name,
      budgetType: "COST",
      limitAmount: String(limitUsd),
      limitUnit: "USD",
      timeUnit: TIME_UNITS[period],
      notification: alerts.map(({ percent, forecast = false, emails }) => ({
        comparisonOperator: "GREATER_THAN",
        notificationType: forecast ? "FORECASTED" : "ACTUAL",
        threshold: percent,
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: [...emails],
      })),
      ...overrides,
    });
  }
}

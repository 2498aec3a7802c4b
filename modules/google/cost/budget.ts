import { BillingBudget, type BillingBudgetConfig } from "@cdktf/provider-google/lib/billing-budget";
import { checkLength, checkPattern, checkRange } from "@modules/core/checks";
import { Construct } from "constructs";
import { projectOf } from "../project";

export interface BudgetProps {
  /** Display name of the budget, up to 60 characters. */
  readonly name: string;

  /** Billing account that pays for the project, such as `012345-567890-ABCDEF`. */
  readonly billingAccount: string;

  /** Limit of the month in whole US dollars; the currency of the billing account must be the dollar. */
  readonly limitUsd: number;

  /** Shares of the limit at which the channels are notified, 1 to 10 of them. */
  readonly alerts: readonly {
    /** Percentage of the limit, 1 to 1000. */
    readonly percent: number;
    /** Compare what Google forecasts for the month instead of what was spent. @default false */
    readonly forecast?: boolean;
  }[];

  /** Mail channels of Cloud Monitoring that are notified, 1 to 5. */
  readonly channels: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<BillingBudgetConfig>;
}

/**
 * A monthly budget of the project. It notifies people and stops nothing; Google reports cost hours after it arises. Whoever
 * applies it needs `roles/billing.costsManager` on the billing account.
 * https://cloud.google.com/billing/docs/how-to/budgets
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const { name, billingAccount, limitUsd, alerts, channels, overrides } = props;
    checkPattern(this, "name", name, /^.{1,60}$/, "1 to 60 characters");
    checkLength(this, "alerts", alerts, 1, 10);
    checkLength(this, "channels", channels, 1, 5);
    for (const { percent } of alerts) {
      checkRange(this, "alerts.percent", percent, 1, 1000);
    }
    new BillingBudget(this, "Default", {
      billingAccount,
      displayName: name,
      budgetFilter: {
        // Google returns the number for the id, and every plan would show a change.
        projects: [`projects/${projectOf(this).number}`],
        calendarPeriod: "MONTH",
      },
      amount: { specifiedAmount: { currencyCode: "USD", units: String(limitUsd) } },
      thresholdRules: alerts.map(({ percent, forecast }) => ({
        thresholdPercent: percent / 100,
        spendBasis: forecast ? "FORECASTED_SPEND" : "CURRENT_SPEND",
      })),
      allUpdatesRule: { monitoringNotificationChannels: [...channels], disableDefaultIamRecipients: false },
      ...overrides,
    });
  }
}

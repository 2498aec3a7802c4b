import type { AlarmSpec } from "../operations/alarm";

/**
 * Alarms on the charges of the current month, one for each threshold. The metric exists only in us-east-1, and only
 * after a person has enabled "Receive CloudWatch billing alerts" in the billing preferences of the account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
 */
export function billingAlarms(thresholdsUsd: readonly number[]): Readonly<Record<string, AlarmSpec>> {
  return Object.fromEntries(
    thresholdsUsd.map((usd): [string, AlarmSpec] => [
      `above-${usd}-usd`,
      {
        metric: {
          namespace: "AWS/Billing",
          name: "EstimatedCharges",
          dimensions: { Currency: "USD" },
          statistic: "Maximum",
          periodSeconds: 21_600,
        },
        above: usd,
        periods: 1,
        missingData: "ignore",
        severity: "warning",
        section: "charges",
        description: `The account has cost more than ${usd} USD this month: Cost Explorer shows which service`,
      },
    ]),
  );
}

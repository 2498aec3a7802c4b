/**
 * The availability objective of LP's API and its alerts: 99.99 % leave 4.3 minutes
 * of failure in thirty days. Burn rates and windows are those of
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
import type { AlertRule, AlertRuleGroup } from "@modules/config/prometheus";

/** Share of requests that may fail within thirty days. */
export const ERROR_BUDGET = 0.0001;

/** PromQL selector of the API's metrics. */
export const API_JOB = 'job="api-gateway"';

/**
 * PromQL of the share of requests that failed with a status of 500 to 599.
 *
 * @param window range such as `5m`
 */
export function errorRatio(window: string): string {
  const errors = `sum(rate(http_requests_total{${API_JOB},status=~"5.."}[${window}]))`;
  const requests = `sum(rate(http_requests_total{${API_JOB}}[${window}]))`;
  return `${errors} / ${requests}`;
}

interface BurnRate {
  readonly alert: string;
  /** Multiple of the rate that uses up the error budget in exactly thirty days. */
  readonly factor: number;
  /** The alert needs both: the long window shows that it matters, the short one that it still goes on. */
  readonly windows: readonly [long: string, short: string];
  readonly severity: "critical" | "warning";
  readonly summary: string;
}

const BURN_RATES: readonly BurnRate[] = [
  {
    alert: "ErrorBudgetBurnsWithinDays",
    factor: 14.4,
    windows: ["1h", "5m"],
    severity: "critical",
    summary: "An hour of failures has used 2% of the month's error budget, which is gone in two days",
  },
  {
    alert: "ErrorBudgetBurnsWithinWeek",
    factor: 6,
    windows: ["6h", "30m"],
    severity: "critical",
    summary: "Six hours of failures have used 5% of the month's error budget, which is gone in five days",
  },
  {
    alert: "ErrorBudgetBurnsEarly",
    factor: 3,
    windows: ["1d", "2h"],
    severity: "warning",
    summary: "A day of failures has used 10% of the month's error budget, which is gone in ten days",
  },
  {
    alert: "ErrorBudgetBurns",
    factor: 1,
    windows: ["3d", "6h"],
    severity: "warning",
    summary: "Three days of failures have used 10% of the month's error budget, which will not last the month",
  },
];

function burnRateAlert({ alert, factor, windows, severity, summary }: BurnRate): AlertRule {
  const expr = windows.map((window) => `(${errorRatio(window)}) > ${factor} * ${ERROR_BUDGET}`).join(" and ");
  return { alert, expr, for: "2m", labels: { severity, slo: "availability" }, annotations: { summary } };
}

const POD_DOWN: AlertRule = {
  alert: "ApiGatewayPodSilent",
  expr: `up{${API_JOB}} == 0`,
  for: "5m",
  labels: { severity: "warning" },
  annotations: { summary: "{{ $labels.pod }} has not shown its metrics for five minutes" },
};

/** Each shard evaluates the rules on the pods it scrapes, which are a fair sample of all pods. */
export const AVAILABILITY_ALERTS: AlertRuleGroup = {
  name: "availability",
  rules: [...BURN_RATES.map(burnRateAlert), POD_DOWN],
};

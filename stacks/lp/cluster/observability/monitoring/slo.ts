/**
 * What LP promises of its availability, and when to tell that the promise is at
 * risk: 99.99 % leave 4.3 minutes of failure in thirty days. The rates are those of
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
import type { AlertRule, RuleGroup } from "@modules/config/prometheus";

/** Share of requests that may fail, of 99.99 % that must not. */
export const ERROR_BUDGET = 0.0001;

const JOB = 'job="api-gateway"';

/** Share of requests that failed for a reason of ours, over a time such as `5m`. */
export function errorRatio(window: string): string {
  return `sum(rate(http_requests_total{${JOB},status=~"5.."}[${window}])) / sum(rate(http_requests_total{${JOB}}[${window}]))`;
}

interface Burn {
  readonly alert: string;
  /** Times as fast as would use the budget up in exactly thirty days. */
  readonly rate: number;
  /** Both must hold: the long one that it matters, the short one that it still goes on. */
  readonly windows: readonly [long: string, short: string];
  readonly severity: "critical" | "warning";
  readonly summary: string;
}

const BURNS: readonly Burn[] = [
  {
    alert: "ErrorBudgetBurnsWithinDays",
    rate: 14.4,
    windows: ["1h", "5m"],
    severity: "critical",
    summary: "An hour of failures has used 2% of the month's error budget, which is gone in two days",
  },
  {
    alert: "ErrorBudgetBurnsWithinWeek",
    rate: 6,
    windows: ["6h", "30m"],
    severity: "critical",
    summary: "Six hours of failures have used 5% of the month's error budget, which is gone in five days",
  },
  {
    alert: "ErrorBudgetBurnsEarly",
    rate: 3,
    windows: ["1d", "2h"],
    severity: "warning",
    summary: "A day of failures has used 10% of the month's error budget, which is gone in ten days",
  },
  {
    alert: "ErrorBudgetBurns",
    rate: 1,
    windows: ["3d", "6h"],
    severity: "warning",
    summary: "Three days of failures have used 10% of the month's error budget, which will not last the month",
  },
];

function rule({ alert, rate, windows, severity, summary }: Burn): AlertRule {
  const expr = windows.map((window) => `(${errorRatio(window)}) > ${rate} * ${ERROR_BUDGET}`).join(" and ");
  return { alert, expr, for: "2m", labels: { severity, slo: "availability" }, annotations: { summary } };
}

const TARGET_DOWN: AlertRule = {
  alert: "ApiGatewayPodSilent",
  expr: `up{${JOB}} == 0`,
  for: "5m",
  labels: { severity: "warning" },
  annotations: { summary: "{{ $labels.pod }} has not shown its metrics for five minutes" },
};

/** Evaluated by each shard on the pods it scrapes, which are a fair sample of all. */
export const AVAILABILITY: RuleGroup = { name: "availability", rules: [...BURNS.map(rule), TARGET_DOWN] };

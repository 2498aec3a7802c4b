/** Recording and alerting rules of Prometheus for objectives of services. */
import {
  type BurnRate,
  budgetPercent,
  burnInWords,
  burnRates,
  indicatorOf,
  type Objective,
} from "@modules/core/objective";
import type { AlertRule, RuleGroup } from "./prometheus";

/** PromQL of the requests of an objective, each a function of a range such as `5m`. */
export interface RequestRates {
  /**
   * Bad requests per second. While there are requests, the query must return a value, if only 0; otherwise the
   * objective is not measured.
   */
  bad(range: string): string;

  /** All requests per second. */
  total(range: string): string;
}

/**
 * Requests by the counter `http_requests_total` with the label `status`; those with 500 to 599 are bad.
 *
 * @param selector matchers without braces, such as `job="api"`
 */
export function availabilityRates(selector: string): RequestRates {
  const total = (range: string) => `sum(rate(http_requests_total{${selector}}[${range}]))`;
  return {
    total,
    // The counter of failures has no series before the first failure.
    bad: (range) => `(sum(rate(http_requests_total{${selector},status=~"5.."}[${range}])) or 0 * ${total(range)})`,
  };
}

/**
 * Requests by the histogram `http_request_duration_seconds`, which needs a bucket whose upper bound is `milliseconds`;
 * slower requests are bad.
 *
 * @param selector matchers without braces, such as `job="api"`
 */
export function latencyRates(selector: string, milliseconds: number): RequestRates {
  const seconds = milliseconds / 1000;
  // Client libraries write whole seconds as 1 or as 1.0.
  const bound = Number.isInteger(seconds) ? `le=~"${seconds}(\\\\.0)?"` : `le="${seconds}"`;
  const total = (range: string) => `sum(rate(http_request_duration_seconds_count{${selector}}[${range}]))`;
  return {
    total,
    bad: (range) =>
      `(${total(range)} - sum(rate(http_request_duration_seconds_bucket{${selector},${bound}}[${range}])))`,
  };
}

/** Request rates for the indicator of an objective. @param selector matchers without braces */
export function ratesOf({ milliseconds }: Objective, selector: string): RequestRates {
  return milliseconds === undefined ? availabilityRates(selector) : latencyRates(selector, milliseconds);
}

/** Series that the recording rules write; they have the labels `service` and `objective`. */
const BAD = "objective:requests_bad:rate5m";
const TOTAL = "objective:requests:rate5m";

const ALERTS: Readonly<Record<BurnRate["name"], string>> = {
  fastest: "ErrorBudgetBurnsWithinDays",
  fast: "ErrorBudgetBurnsWithinWeek",
  slow: "ErrorBudgetBurnsEarly",
  slowest: "ErrorBudgetBurns",
};

/**
 * Rules that alert when a long and a short window both use up the error budget of an objective too fast. Recording
 * rules store the requests of each five minutes, so that a query over three days reads two series. Without requests no
 * alert fires.
 */
export function objectiveRules(objective: Objective, rates: RequestRates): RuleGroup {
  const labels = { service: objective.service, objective: indicatorOf(objective) };
  const selector = Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");
  return {
    name: `objective-${labels.service}-${labels.objective}`,
    rules: [
      { record: BAD, expr: rates.bad("5m"), labels },
      { record: TOTAL, expr: rates.total("5m"), labels },
      ...burnRates(objective).map((rate): AlertRule => {
        const windows = [rate.longMinutes, rate.shortMinutes].map((minutes) => {
          return `${badShare(selector, minutes)} > ${Number((rate.badPercent / 100).toFixed(10))}`;
        });
        return {
          alert: ALERTS[rate.name],
          expr: windows.join(" and "),
          for: "2m",
          labels: { ...labels, severity: rate.severity },
          annotations: { summary: burnInWords(objective, rate) },
        };
      }),
      {
        alert: "ObjectiveNotMeasured",
        expr: `${TOTAL}{${selector}} unless ${BAD}{${selector}}`,
        for: "15m",
        labels: { ...labels, severity: "warning" },
        annotations: {
          summary: `No metric tells which requests to ${objective.service} are bad: its histogram may lack the bucket of the objective ${labels.objective}`,
        },
      },
    ],
  };
}

function badShare(selector: string, minutes: number): string {
  if (minutes === 5) {
    return `${BAD}{${selector}} / ${TOTAL}{${selector}}`;
  }
  const [bad, total] = [BAD, TOTAL].map((series) => `sum_over_time(${series}{${selector}}[${rangeOf(minutes)}])`);
  return `${bad} / ${total}`;
}

/**
 * PromQL of the remaining share of the error budget, for a dashboard: 1 when nothing is used, below 0 when more than
 * the budget is used.
 */
export function budgetLeft(objective: Objective, { bad, total }: RequestRates): string {
  const range = `${objective.windowDays}d`;
  return `1 - ${bad(range)} / ${total(range)} / ${Number((budgetPercent(objective) / 100).toFixed(10))}`;
}

function rangeOf(minutes: number): string {
  const units: readonly [string, number][] = [
    ["d", 24 * 60],
    ["h", 60],
  ];
  const [unit, length] = units.find(([, length]) => minutes % length === 0) ?? ["m", 1];
  return `${minutes / length}${unit}`;
}

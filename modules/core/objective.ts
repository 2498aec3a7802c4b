/** Objectives of services, and the rates at which failures use up what an objective allows. */

/** A share of good requests that a service promises over a rolling window. */
export interface Objective {
  /** Name of the service, such as `api`. */
  readonly service: string;

  /** Percentage of the requests that are good, above 0 and below 100. */
  readonly percent: number;

  /** Length of the rolling window in days. */
  readonly windowDays: number;

  /** Time within which a good request is answered. @default none: a request is good unless its status is 500 to 599 */
  readonly milliseconds?: number;
}

/** Targets of one service. */
export interface ServiceObjectives {
  readonly windowDays: number;

  /** Percentage of the requests that are not answered with 500 to 599. @default no objective */
  readonly availabilityPercent?: number;

  /** Times within which a percentage of the requests is answered: 95 for a 95th percentile. */
  readonly latency: readonly { readonly percent: number; readonly milliseconds: number }[];
}

/** One objective for each target of a service. */
export function objectivesOf(service: string, targets: ServiceObjectives): Objective[] {
  const { windowDays, availabilityPercent: percent, latency } = targets;
  return [
    ...(percent === undefined ? [] : [{ service, percent, windowDays }]),
    ...latency.map((target) => ({ service, windowDays, ...target })),
  ];
}

/** Seconds by percentile, such as `{ p95: 0.2 }`, of the latency targets of a service. */
export function secondsByPercentile({ latency }: Pick<ServiceObjectives, "latency">): Readonly<Record<string, number>> {
  return Object.fromEntries(latency.map(({ percent, milliseconds }) => [`p${percent}`, milliseconds / 1000]));
}

/** `availability`, or `latency-p95`: unique among the objectives of a service. */
export function indicatorOf({ percent, milliseconds }: Objective): string {
  return milliseconds === undefined ? "availability" : `latency-p${percent}`;
}

/** The objective in words, such as "99.9% of the requests to api succeed in 30 days". */
export function objectiveInWords({ service, percent, milliseconds, windowDays }: Objective): string {
  const good = milliseconds === undefined ? "succeed" : `are answered within ${milliseconds} ms`;
  return `${percent}% of the requests to ${service} ${good} in ${windowDays} days`;
}

/** Percentage of the requests that may be bad. */
export function budgetPercent({ percent }: Pick<Objective, "percent">): number {
  return exact(100 - percent);
}

/** A pair of windows in which bad requests use up the error budget too fast. */
export interface BurnRate {
  /** `fastest` and `fast` wake a person; `slow` and `slowest` are handled within the day. */
  readonly name: "fastest" | "fast" | "slow" | "slowest";

  /** Multiple of the rate that uses up the budget in exactly the objective's window. */
  readonly factor: number;

  /** Percentage of bad requests that both windows must exceed. */
  readonly badPercent: number;

  /** Length of the long window, which shows that the failures matter. */
  readonly longMinutes: number;

  /** Length of the short window, which shows that the failures continue, so that an alarm ends soon after them. */
  readonly shortMinutes: number;

  /** Percentage of the error budget that is used up when failures continue at this rate for the long window. */
  readonly usedPercent: number;

  readonly severity: "critical" | "warning";
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts */
const WINDOWS: readonly Omit<BurnRate, "factor" | "badPercent">[] = [
  { name: "fastest", usedPercent: 2, longMinutes: HOUR, shortMinutes: 5, severity: "critical" },
  { name: "fast", usedPercent: 5, longMinutes: 6 * HOUR, shortMinutes: 30, severity: "critical" },
  { name: "slow", usedPercent: 10, longMinutes: DAY, shortMinutes: 2 * HOUR, severity: "warning" },
  { name: "slowest", usedPercent: 10, longMinutes: 3 * DAY, shortMinutes: 6 * HOUR, severity: "warning" },
];

/**
 * Burn rates of an objective, the fastest first: 14.4, 6, 3 and 1 for a window of 30 days. A loose objective has fewer
 * rates: 14.4 times an error budget of 10% would exceed 100% of the requests.
 */
export function burnRates(objective: Pick<Objective, "percent" | "windowDays">): BurnRate[] {
  return WINDOWS.map((window): BurnRate => {
    const factor = exact((window.usedPercent / 100) * ((objective.windowDays * DAY) / window.longMinutes));
    return { ...window, factor, badPercent: exact(factor * budgetPercent(objective)) };
  }).filter(({ badPercent }) => badPercent < 100);
}

/** A sentence that says what has happened when bad requests exceed the rate in both windows. */
export function burnInWords(objective: Objective, { longMinutes, usedPercent, factor }: BurnRate): string {
  const long = longMinutes < DAY ? `${longMinutes / HOUR} h` : `${longMinutes / DAY} d`;
  const days = exact(objective.windowDays / factor, 1);
  return `${long} of bad requests have used ${usedPercent}% of the error budget, which lasts ${days} days at this rate: ${objectiveInWords(objective)}`;
}

/** The value without floating-point noise, as in 100 - 99.99. */
function exact(value: number, digits = 8): number {
  return Number(value.toFixed(digits));
}

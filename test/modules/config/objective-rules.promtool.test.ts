/** Tests with Prometheus's own engine which alerts of an objective fire on simulated series. */
import { objectiveRules, ratesOf } from "@modules/config/objective-rules";
import { expect, test } from "vitest";
import { findingsOfTests, hasPromtool, type RuleTest } from "../../support/promtool";

const AVAILABILITY = { service: "api", percent: 99.9, windowDays: 30 };
const LATENCY = { service: "api", percent: 95, windowDays: 30, milliseconds: 200 };
const SELECTOR = 'job="api"';

/** Names of the alerts of each rate. */
const FASTEST = "ErrorBudgetBurnsWithinDays";
const FAST = "ErrorBudgetBurnsWithinWeek";
const SLOW = "ErrorBudgetBurnsEarly";
const SLOWEST = "ErrorBudgetBurns";

const HOUR = 60;
const DAY = 24 * HOUR;

const GOOD = 'http_requests_total{job="api",status="200"}';
const BAD = 'http_requests_total{job="api",status="503"}';

/** A counter that grows by a number of requests per minute for some minutes, then by the next number, and so on. */
function counter(...phases: readonly (readonly [perMinute: number, minutes: number])[]): string {
  let value = 0;
  return phases
    .map(([perMinute, minutes]) => {
      const text = `${value}+${perMinute}x${minutes - 1}`;
      value += perMinute * minutes;
      return text;
    })
    .join(" ");
}

/** Ten thousand requests per minute, of which a share fails. */
function requests(...phases: readonly (readonly [share: number, minutes: number])[]): RuleTest["series"] {
  return {
    [GOOD]: counter(...phases.map(([share, minutes]) => [Math.round(10_000 * (1 - share)), minutes] as const)),
    [BAD]: counter(...phases.map(([share, minutes]) => [Math.round(10_000 * share), minutes] as const)),
  };
}

const availability = (tests: readonly RuleTest[], interval?: "1m") =>
  findingsOfTests([objectiveRules(AVAILABILITY, ratesOf(AVAILABILITY, SELECTOR))], tests, interval);

const latency = (tests: readonly RuleTest[]) =>
  findingsOfTests([objectiveRules(LATENCY, ratesOf(LATENCY, SELECTOR))], tests);

test.skipIf(!hasPromtool)("stays silent while the budget lasts, before the first failure and without requests", () => {
  const tests: readonly RuleTest[] = [
    { series: requests([0.0009, 3 * DAY]), at: { "10m": [], "1d": [], "2d23h": [] } },
    { series: { [GOOD]: counter([10_000, DAY]) }, at: { "5m": [], "23h": [] } },
    { series: requests([0, DAY], [0, DAY]), at: { "1d12h": [] } },
    { series: { [GOOD]: "5x1440", [BAD]: "5x1440" }, at: { "1h": [], "23h": [] } },
  ];

  expect(availability(tests)).toBe("");
});

test.skipIf(!hasPromtool)("pages within minutes of an outage and ends soon after it", () => {
  const series = requests([0, 6 * HOUR], [1, 10], [0, HOUR]);
  const at = {
    "5h59m": [],
    "6h9m": [FASTEST, FAST, SLOW, SLOWEST],
    "6h20m": [FAST, SLOW, SLOWEST],
  };

  expect(availability([{ series, at }], "1m")).toBe("");
});

test.skipIf(!hasPromtool)("does not page for two bad minutes", () => {
  const series = requests([0, 6 * HOUR], [0.3, 2], [0, HOUR]);

  expect(availability([{ series, at: { "6h2m": [], "6h6m": [SLOWEST], "6h30m": [SLOWEST] } }], "1m")).toBe("");
});

test.skipIf(!hasPromtool)("alerts of each rate once its long window is full, and of none that is faster", () => {
  const at = (share: number, time: string, alerts: string[]): RuleTest => ({
    series: requests([0, DAY], [share, 4 * DAY]),
    at: { [time]: alerts },
  });

  expect(
    availability([
      at(0.02, "1d55m", [FASTEST]),
      at(0.008, "1d5h30m", [FAST, SLOWEST]),
      at(0.004, "1d23h", [SLOW, SLOWEST]),
      at(0.0012, "3d23h", [SLOWEST]),
    ]),
  ).toBe("");
});

const COUNT = 'http_request_duration_seconds_count{job="api"}';
const IN_TIME = 'http_request_duration_seconds_bucket{job="api",le="0.2"}';

test.skipIf(!hasPromtool)("counts requests above the limit of a latency as bad", () => {
  const answered = (share: number): RuleTest["series"] => ({
    [COUNT]: counter([10_000, DAY]),
    [IN_TIME]: counter([10_000 * share, DAY]),
  });

  expect(
    latency([
      { series: answered(0.96), at: { "23h": [] } },
      { series: answered(0.6), at: { "23h": [FAST, SLOW, SLOWEST] } },
      { series: answered(0.1), at: { "23h": [FASTEST, FAST, SLOW, SLOWEST] } },
    ]),
  ).toBe("");
});

test.skipIf(!hasPromtool)("finds the bucket of a limit of whole seconds, whichever way a library writes it", () => {
  const slow = { ...LATENCY, milliseconds: 1000 };
  const tests = ["1", "1.0"].map((bound) => ({
    series: { [COUNT]: counter([100, DAY]), [IN_TIME.replace("0.2", bound)]: counter([99, DAY]) },
    at: { "23h": [] },
  }));

  expect(findingsOfTests([objectiveRules(slow, ratesOf(slow, SELECTOR))], tests)).toBe("");
});

test.skipIf(!hasPromtool)("says so when the histogram lacks the bucket of the objective", () => {
  const series = { [COUNT]: counter([100, DAY]), [IN_TIME.replace("0.2", "0.25")]: counter([100, DAY]) };

  expect(latency([{ series, at: { "10m": [], "1h": ["ObjectiveNotMeasured"] } }])).toBe("");
});

import {
  budgetPercent,
  burnInWords,
  burnRates,
  indicatorOf,
  objectivesOf,
  secondsByPercentile,
} from "@modules/core/objective";
import { expect, test } from "vitest";

const AVAILABILITY = { service: "api", percent: 99.9, windowDays: 30 };

test("burns 14.4, 6, 3 and 1 times as fast as 30 days allow, the faster the more severely", () => {
  expect(burnRates(AVAILABILITY).map(({ factor, badPercent, severity }) => [factor, badPercent, severity])).toEqual([
    [14.4, 1.44, "critical"],
    [6, 0.6, "critical"],
    [3, 0.3, "warning"],
    [1, 0.1, "warning"],
  ]);
});

test("uses the same share of a shorter window's budget", () => {
  for (const { factor, longMinutes, usedPercent } of burnRates({ percent: 99, windowDays: 7 })) {
    expect((factor * longMinutes * 100) / (7 * 24 * 60)).toBeCloseTo(usedPercent, 6);
  }
});

test("has short windows that are a twelfth of the long ones", () => {
  for (const { longMinutes, shortMinutes } of burnRates(AVAILABILITY)) {
    expect(longMinutes / shortMinutes).toBe(12);
  }
});

test("leaves out rates that would need more bad requests than there are requests", () => {
  expect(burnRates({ percent: 50, windowDays: 30 }).map(({ name }) => name)).toEqual(["slowest"]);
  expect(burnRates({ percent: 90, windowDays: 30 }).map(({ name }) => name)).toEqual(["fast", "slow", "slowest"]);
});

test("computes budgets without the noise of binary fractions", () => {
  expect(budgetPercent({ percent: 99.99 })).toBe(0.01);
});

test("makes an objective of each target", () => {
  const targets = { windowDays: 30, availabilityPercent: 99.9, latency: [{ percent: 95, milliseconds: 200 }] };

  expect(objectivesOf("api", targets)).toEqual([
    AVAILABILITY,
    { service: "api", percent: 95, windowDays: 30, milliseconds: 200 },
  ]);
  expect(objectivesOf("api", targets).map(indicatorOf)).toEqual(["availability", "latency-p95"]);
  expect(secondsByPercentile(targets)).toEqual({ p95: 0.2 });
});

test("says what has happened and how long the budget lasts", () => {
  expect(burnInWords(AVAILABILITY, burnRates(AVAILABILITY)[0]!)).toBe(
    "1 h of bad requests have used 2% of the error budget, which lasts 2.1 days at this rate: 99.9% of the requests to api succeed in 30 days",
  );
});

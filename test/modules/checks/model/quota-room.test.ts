/** Tests of the comparison of usage with quotas. */
import type { Block } from "@modules/checks/model/blocks";
import { faultOf, type Quotas, type QuotaUsage, roomOf, usageLine, warningOf } from "@modules/checks/model/quota-room";
import { expect, test } from "vitest";

const example = {} as Block;
const usage = (count: number, peak: number): QuotaUsage => ({
  quota: "seats",
  holder: "hall",
  count,
  peak,
  example,
});
const quotas = (limit?: number): Quotas<QuotaUsage> => ({
  words: ({ quota }) => quota,
  limit: () => limit,
  fix: (_usage, at) => (at === "count" ? "build" : "wait"),
});

test("fails for what is created first, and warns of the largest size", () => {
  expect(faultOf(usage(6, 9), quotas(5))).toEqual(["hall: must have at most 5 seats, got 6; build"]);
  expect(warningOf(usage(6, 9), quotas(5))).toEqual([]);
  expect(faultOf(usage(5, 9), quotas(5))).toEqual([]);
  expect(warningOf(usage(5, 9), quotas(5))).toEqual([
    "warning: hall: uses 5 of 5 seats, and 9 when everything has scaled out; wait",
  ]);
  expect(warningOf(usage(5, 5), quotas(5))).toEqual([]);
  expect(usageLine(usage(5, 5), quotas(5))).toBe("hall: uses 5 of 5 seats");
});

test("names the remedy of the size that has no room", () => {
  const room = { holder: "hall", example, words: "seats", limit: 5 };

  expect(roomOf(usage(6, 9), quotas(5))).toEqual({ ...room, count: 6, peak: 9, remedy: "build" });
  expect(roomOf(usage(4, 9), quotas(5))).toEqual({ ...room, count: 4, peak: 9, remedy: "wait" });
  expect(roomOf(usage(4, 5), quotas(5))).toEqual({ ...room, count: 4, peak: 5 });
});

test("reports no quota that nobody has stated", () => {
  expect(faultOf(usage(6, 9), quotas())).toEqual([]);
  expect(warningOf(usage(6, 9), quotas())).toEqual([]);
  expect(roomOf(usage(6, 9), quotas())).toEqual({ holder: "hall", example, words: "seats", count: 6, peak: 9 });
});

import { expect, test } from "vitest";
import { counted, daysUntil, duration } from "../../../../commands/report/page/units";

test.each([
  [0, "0 min"],
  [90, "90 min"],
  [240, "4 h"],
  [1560, "26 h"],
  [10_080, "7 d"],
])("says %i minutes as %s", (minutes, text) => {
  expect(duration(minutes)).toBe(text);
});

test("uses the singular for one thing and the plural for several", () => {
  expect([0, 1, 1689].map((count) => counted(count, "stack"))).toEqual(["0 stacks", "1 stack", "1,689 stacks"]);
});

test("counts the days up to and with the last one", () => {
  const noon = Date.parse("2026-11-28T12:00:00Z");

  expect(daysUntil("2026-11-28", noon)).toBe(0);
  expect(daysUntil("2026-12-28", noon)).toBe(30);
  expect(daysUntil("2026-11-27", noon)).toBe(-1);
});

import { beforeEach, expect, test, vi } from "vitest";
import { endWaivers } from "../../app/waivers";
import { calendarCommand } from "../../commands/calendar";
import { prepared } from "../support/stacks";

let errors: string[];
let output: string[];

beforeEach(() => {
  [errors, output] = [[], []];
  vi.spyOn(console, "error").mockImplementation((text) => errors.push(text));
  vi.spyOn(console, "log").mockImplementation((text) => output.push(text));
});

test("prints every version in use with the end of its support and the number of its uses", async () => {
  expect(await calendarCommand({}, prepared)).toBe(0);
  expect(output.join("\n")).toMatch(/^\| 2027-11-11 \| PostgreSQL 15 +\| +\d+ \| https:\/\/www\.postgresql\.org\//m);
});

test("passes the check while every near end is waived", async () => {
  expect(await calendarCommand({ check: true }, prepared, { ends: endWaivers, today: "2026-11-28" })).toBe(0);
  expect(errors).toEqual([]);
});

test("fails the check for an end that is near", async () => {
  expect(await calendarCommand({ check: true }, prepared, { today: "2026-11-28" })).toBe(1);
  expect(errors.join("\n")).toMatch(
    /: chart istiod 1\.30 must be supported for 90 days, got an end on 2027-01-31; upgrade it/,
  );
});

import { expect, test } from "vitest";
import { numberFaults } from "../../../environments/schema/ranges";

function faults(value: unknown): string[] {
  return numberFaults(value).map(({ path, message, input }) => `${path.join(".")}: ${message}, got ${input}`);
}

test("finds ranges at any depth, in lists as well", () => {
  expect(
    faults({
      tiers: { web: { min: 3, max: 2 } },
      pools: [
        { min: 1, max: 1 },
        { min: 5, max: 4 },
      ],
    }),
  ).toEqual([
    "tiers.web.min: must be at most max (2); lower it, or raise max, got 3",
    "pools.1.min: must be at most max (4); lower it, or raise max, got 5",
  ]);
});

test.each([
  [{ min: 2, desired: 1, max: 4 }, "desired: must be from min (2) to max (4); change one of them, got 1"],
  [{ min: 2, desired: 5, max: 4 }, "desired: must be from min (2) to max (4); change one of them, got 5"],
  [{ desired: 5, max: 4 }, "desired: must be at most max (4); change one of them, got 5"],
])("fails for a number outside of its range: %j", (range, fault) => {
  expect(faults(range)).toEqual([fault]);
});

test("fails for memory that Fargate does not offer with the CPU", () => {
  expect(faults({ cpu: 512, memoryMebibytes: 1500 })).toEqual([
    "memoryMebibytes: must be 1024 to 4096 in steps of 1024 with a cpu of 512; the next larger size is 2048, got 1500",
  ]);
});

test.each([
  { min: 2, desired: 2, max: 2 },
  { min: "3", max: 2 },
  { min: 3 },
  { cpu: "500m", memoryMebibytes: 1500 },
  // The schema of the field finds the CPU.
  { cpu: 500, memoryMebibytes: 1500 },
  null,
])("accepts %j", (value) => {
  expect(faults(value)).toEqual([]);
});

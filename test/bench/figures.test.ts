import { expect, test } from "vitest";
import { growth, median, medianRun, report, runsIn, type Size, verdicts } from "../../bench/figures";

/** Sizes with half a second for the start, and a constant time and memory for each resource. */
function line(millisecondsPerResource: number, kibibytesPerResource = 50): Size[] {
  return [1, 5, 10, 20].map((times) => {
    const resources = times * 1000;
    const seconds = 0.5 + (resources * millisecondsPerResource) / 1000;
    return {
      times,
      resources,
      seconds,
      cpuSeconds: 2 * seconds,
      mebibytes: 100 + (resources * kibibytesPerResource) / 1000,
    };
  });
}

test.each(["0", "1.5", "many"])("fails for %s runs", (text) => {
  expect(() => runsIn(text)).toThrow(`--runs must be a whole number from 1, got ${text}`);
});

test("takes the median of the runs, which one slow run does not change", () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(
    medianRun([
      { seconds: 1, cpuSeconds: 1, mebibytes: 30 },
      { seconds: 8, cpuSeconds: 1, mebibytes: 10 },
      { seconds: 2, cpuSeconds: 1, mebibytes: 20 },
    ]),
  ).toEqual({ seconds: 2, cpuSeconds: 1, mebibytes: 20 });
});

test("computes the time and memory of a further resource without those of the start", () => {
  const { millisecondsPerResource, mebibytesPerThousandResources, bend } = growth(line(0.2));

  expect(millisecondsPerResource).toBeCloseTo(0.2);
  expect(mebibytesPerThousandResources).toBeCloseTo(50);
  expect(bend).toBeCloseTo(1);
});

test("detects time that grows faster than the number of resources", () => {
  const quadratic = line(0.1).map((size) => ({ ...size, cpuSeconds: (size.resources / 10_000) ** 2 }));

  expect(growth(quadratic).bend).toBeGreaterThan(1.5);
});

test("meets every target with fast, linear growth", () => {
  expect(verdicts(line(0.2), 1.9).filter(({ holds }) => !holds)).toEqual([]);
});

test.each<[string, Size[], number, string]>([
  ["time", line(0.2).map((size) => ({ ...size, seconds: size.seconds + 1 })), 1, "all stacks at most 1.5 s"],
  ["memory", line(0.2, 160), 1, "memory of all stacks at most 250 MiB"],
  ["growth", line(0.3), 1, "a further resource at most 0.25 ms"],
  ["type check", line(0.2), 2.1, "type check at most 2 s"],
])("misses one target only: %s", (_, sizes, typeCheckSeconds, target) => {
  expect(verdicts(sizes, typeCheckSeconds).filter(({ holds }) => !holds)).toMatchObject([{ target }]);
});

test("allows more above two thousand resources", () => {
  const sizes = line(0.2).map((size) => ({ ...size, resources: size.resources * 4 }));

  expect(verdicts(sizes, 1).map(({ target }) => target)).toEqual(
    expect.arrayContaining([
      "all stacks at most 2.5 s",
      "memory of all stacks at most 300 MiB",
      "type check at most 3 s",
    ]),
  );
});

test("prints a line for each size and each target", () => {
  const sizes = line(0.2);
  const lines = report(sizes, verdicts(sizes, 1)).split("\n");

  expect(lines[1]).toBe("   x1      1000    0.70    1.40   150");
  expect(lines).toContain("0.200 ms and 51 KiB a further resource");
  expect(lines.filter((text) => text.startsWith("holds"))).toHaveLength(5);
});

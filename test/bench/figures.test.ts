import { expect, test } from "vitest";
import { growth, median, medianRun, report, type Size, verdicts } from "../../bench/figures";

/** Measurements with half a second for the start, and a constant time and memory for each resource. */
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

  // CPU time, which is twice the time here.
  expect(millisecondsPerResource).toBeCloseTo(0.4);
  expect(mebibytesPerThousandResources).toBeCloseTo(50);
  expect(bend).toBeCloseTo(1);
});

test("detects time that grows faster than the number of resources", () => {
  const quadratic = line(0.1).map((size) => ({ ...size, cpuSeconds: (size.resources / 10_000) ** 2 }));

  expect(growth(quadratic).bend).toBeGreaterThan(1.5);
});

/** cdktf alone, which takes a millisecond for each resource. */
const bare = line(1, 50);

/** One environment, with a third of the CPU time of all. */
const ONE: Size = { times: 1, resources: 200, seconds: 0.3, cpuSeconds: 0.45, mebibytes: 100 };

test("misses the target of one environment when it takes nearly as long as all", () => {
  const slow = { ...ONE, cpuSeconds: 0.9 };

  expect(verdicts(line(0.2), bare, slow, 1).filter(({ holds }) => !holds)).toEqual([
    {
      target: "CPU time of the largest environment alone at most 0.5 of all stacks",
      figure: "0.643 of all stacks",
      holds: false,
    },
  ]);
});

test("meets every target with fast, linear growth", () => {
  expect(verdicts(line(0.2), bare, ONE, 1).filter(({ holds }) => !holds)).toEqual([]);
});

test.each<[string, Size[], number, string]>([
  ["time", line(0.2).map((size) => ({ ...size, cpuSeconds: size.cpuSeconds + 3 })), 1, "CPU time of all stacks"],
  ["memory", line(0.2).map((size) => ({ ...size, mebibytes: size.mebibytes + 100 })), 1, "memory of all stacks"],
  [
    "growth",
    line(1.2).map((size) => ({ ...size, cpuSeconds: size.cpuSeconds - 0.8 })),
    1,
    "CPU time of a further resource",
  ],
  ["type check", line(0.2), 2, "type check"],
])("misses one target only: %s", (_, sizes, typeCheckSeconds, target) => {
  expect(verdicts(sizes, bare, ONE, typeCheckSeconds).filter(({ holds }) => !holds)).toMatchObject([
    { target: expect.stringMatching(`^${target} at most [0-9.]+ of cdktf alone$`) },
  ]);
});

test("prints a line for each size and each target", () => {
  const sizes = line(0.2);
  const lines = report(sizes, bare.slice(0, 2), ONE, verdicts(sizes, bare, ONE, 1)).split("\n");

  expect(lines[2]).toBe("| cdktf   |   x1 |      1000 | 1.50 |  3.00 |  150 |");
  expect(lines[4]).toBe("| largest |   x1 |       200 | 0.30 |  0.45 |  100 |");
  expect(lines[5]).toBe("|         |   x1 |      1000 | 0.70 |  1.40 |  150 |");
  expect(lines).toContain("0.400 ms and 51 KiB a further resource");
  expect(lines.filter((text) => text.startsWith("holds"))).toHaveLength(6);
});

/** Arithmetic of the benchmark. */

/** One run of a whole process. */
export interface Run {
  readonly seconds: number;
  /** Time of all its threads, which a busy machine moves less. */
  readonly cpuSeconds: number;
  /** Greatest memory the process ever held. */
  readonly megabytes: number;
}

/** Median runs of one size. */
export interface Size extends Run {
  /** How often each environment is there. */
  readonly times: number;
  readonly resources: number;
}

export interface Growth {
  /** Time each further resource takes, from the smallest size to the largest. */
  readonly millisecondsPerResource: number;
  readonly megabytesPerThousandResources: number;
  /** Processor time a further resource takes in the second half over that in the first: 1 is linear, 2 far from it. */
  readonly bend: number;
}

export interface Verdict {
  readonly target: string;
  readonly figure: string;
  readonly holds: boolean;
}

const MILLISECONDS_PER_RESOURCE = 0.25;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function medianRun(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

/** @param sizes at least three, growing */
export function growth(sizes: readonly Size[]): Growth {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const middle = sizes[sizes.length >> 1]!;
  return {
    millisecondsPerResource: slope(first, last, "seconds") * 1000,
    megabytesPerThousandResources: slope(first, last, "megabytes") * 1000,
    bend: slope(middle, last, "cpuSeconds") / slope(first, middle, "cpuSeconds"),
  };
}

function slope(from: Size, to: Size, figure: keyof Run): number {
  return (to[figure] - from[figure]) / (to.resources - from.resources);
}

export function verdicts(sizes: readonly Size[], typeCheckSeconds: number): Verdict[] {
  const [all] = sizes as [Size];
  const { millisecondsPerResource, bend } = growth(sizes);
  return [
    atMost("all stacks", all.seconds, shareOf(all.resources, 1.5, 0.0005), "s"),
    atMost("memory of all stacks", all.megabytes, shareOf(all.resources, 250, 0.025), "MB"),
    atMost("a further resource", millisecondsPerResource, MILLISECONDS_PER_RESOURCE, "ms"),
    atMost("bend of the line", bend, 1.5, ""),
    atMost("type check", typeCheckSeconds, shareOf(all.resources, 2, 0.0005), "s"),
  ];
}

/**
 * What the start and the first two thousand resources may take, and each further
 * one: less than half as much, as it brings code and bindings of its own.
 */
function shareOf(resources: number, first: number, further: number): number {
  return Number((first + Math.max(0, resources - 2000) * further).toFixed(2));
}

function atMost(what: string, value: number, limit: number, unit: string): Verdict {
  const show = (number: number, digits?: number) => `${digits ? number.toPrecision(digits) : number} ${unit}`.trim();
  return { target: `${what} at most ${show(limit)}`, figure: show(value, 3), holds: value <= limit };
}

export function report(sizes: readonly Size[], checks: readonly Verdict[]): string {
  const { millisecondsPerResource, megabytesPerThousandResources } = growth(sizes);
  const rows = sizes.map(({ times, resources, seconds, cpuSeconds, megabytes }) =>
    [`x${times}`, String(resources), seconds.toFixed(2), cpuSeconds.toFixed(2), megabytes.toFixed(0)]
      .map((cell, column) => cell.padStart([5, 10, 8, 8, 6][column]!))
      .join(""),
  );
  return [
    " size resources       s   cpu s    MB",
    ...rows,
    "",
    `${millisecondsPerResource.toFixed(3)} ms and ${(megabytesPerThousandResources * 1.024).toFixed(0)} KB a further resource`,
    ...checks.map(({ target, figure, holds }) => `${holds ? "holds" : "FAILS"}  ${target}: ${figure}`),
  ].join("\n");
}

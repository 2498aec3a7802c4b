/** Figures and targets of the benchmark. */
import { textTable } from "../app/text-table";

/** Measurements of one process. */
export interface Run {
  readonly seconds: number;
  /** CPU time of all threads, which varies less with the load of the machine than `seconds`. */
  readonly cpuSeconds: number;
  /** Peak of the resident memory, in MiB. */
  readonly mebibytes: number;
}

/** Medians of all runs with the same number of copies. */
export interface Size extends Run {
  /** Number of copies of each environment. */
  readonly times: number;
  readonly resources: number;
}

export interface Growth {
  /** Slope of the CPU time between the smallest and the largest size. */
  readonly millisecondsPerResource: number;
  readonly mebibytesPerThousandResources: number;
  /** Slope of the CPU time in the upper half of the sizes divided by the slope in the lower half; 1 means linear growth. */
  readonly bend: number;
}

export interface Verdict {
  readonly target: string;
  readonly figure: string;
  readonly holds: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function medianRun(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    mebibytes: median(runs.map(({ mebibytes }) => mebibytes)),
  };
}

/** @param sizes at least two, in ascending order */
export function growth(sizes: readonly Size[]): Growth {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const middle = sizes[sizes.length >> 1]!;
  return {
    millisecondsPerResource: slope(first, last, "cpuSeconds") * 1000,
    mebibytesPerThousandResources: slope(first, last, "mebibytes") * 1000,
    bend: slope(middle, last, "cpuSeconds") / slope(first, middle, "cpuSeconds"),
  };
}

function slope(from: Size, to: Size, figure: keyof Run): number {
  return (to[figure] - from[figure]) / (to.resources - from.resources);
}

/**
 * Compares with what cdktf alone takes for the same stacks.
 *
 * @param sizes at least three, in ascending order
 * @param bare at least two, in ascending order; the first has as many copies as the first of `sizes`
 * @param one the largest environment alone
 */
export function verdicts(
  sizes: readonly Size[],
  bare: readonly Size[],
  one: Size,
  typeCheckSeconds: number,
): Verdict[] {
  const [all] = sizes as [Size];
  const [alone] = bare as [Size];
  const { millisecondsPerResource, bend } = growth(sizes);
  const further = millisecondsPerResource / growth(bare).millisecondsPerResource;
  return [
    atMost("CPU time of all stacks", all.cpuSeconds / alone.cpuSeconds, 1, BARE),
    atMost("memory of all stacks", all.mebibytes / alone.mebibytes, 1.5, BARE),
    atMost("CPU time of a further resource", further, 1, BARE),
    atMost("CPU time of the largest environment alone", one.cpuSeconds / all.cpuSeconds, 0.5, "of all stacks"),
    atMost("bend of the line", bend, 1.5, ""),
    atMost("type check", typeCheckSeconds / alone.seconds, 1, BARE),
  ];
}

const BARE = "of cdktf alone";

function atMost(what: string, value: number, limit: number, unit: string): Verdict {
  const show = (number: number, digits?: number) => `${digits ? number.toPrecision(digits) : number} ${unit}`.trim();
  return { target: `${what} at most ${show(limit)}`, figure: show(value, 3), holds: value <= limit };
}

export function report(sizes: readonly Size[], bare: readonly Size[], one: Size, checks: readonly Verdict[]): string {
  const { millisecondsPerResource, mebibytesPerThousandResources } = growth(sizes);
  return [
    textTable(COLUMNS, [
      ...bare.map((size) => cells("cdktf", size)),
      cells("largest", one),
      ...sizes.map((size) => cells("", size)),
    ]),
    "",
    `${millisecondsPerResource.toFixed(3)} ms and ${(mebibytesPerThousandResources * 1.024).toFixed(0)} KiB a further resource`,
    ...checks.map(({ target, figure, holds }) => `${holds ? "holds" : "FAILS"}  ${target}: ${figure}`),
  ].join("\n");
}

const COLUMNS = [
  { name: "of" },
  ...["size", "resources", "s", "cpu s", "MiB"].map((name) => ({ name, align: "right" as const })),
];

function cells(name: string, { times, resources, seconds, cpuSeconds, mebibytes }: Size): string[] {
  return [name, `x${times}`, String(resources), seconds.toFixed(2), cpuSeconds.toFixed(2), mebibytes.toFixed(0)];
}

/** Rules on numbers that belong together, wherever an environment has them. */
import { FARGATE_CPUS, fargateMemoryProblem } from "@modules/aws/tables/fargate-sizes";
import type { Fault } from "./faults";

type Numbers = Readonly<Record<"min" | "max" | "desired" | "cpu" | "memoryMebibytes", unknown>>;

/** Faults of every `min`, `desired` and `max` that contradict each other, and of every size that Fargate does not offer. */
export function numberFaults(value: unknown, path: string[] = []): Fault[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const numbers = value as Numbers;
  return [
    ...rangeFaults(numbers, path),
    ...fargateFaults(numbers, path),
    ...Object.entries(value).flatMap(([key, inner]) => numberFaults(inner, [...path, key])),
  ];
}

function rangeFaults({ min, max, desired }: Numbers, path: string[]): Fault[] {
  if (typeof max !== "number") {
    return [];
  }
  if (typeof min === "number" && min > max) {
    const message = `must be at most max (${max}); lower it, or raise max`;
    return [{ path: [...path, "min"], message, input: min }];
  }
  const least = typeof min === "number" ? min : 0;
  const message = least > 0 ? `must be from min (${least}) to max (${max})` : `must be at most max (${max})`;
  return typeof desired === "number" && (desired < least || desired > max)
    ? [{ path: [...path, "desired"], message: `${message}; change one of them`, input: desired }]
    : [];
}

function fargateFaults({ cpu, memoryMebibytes }: Numbers, path: string[]): Fault[] {
  // A CPU that Fargate does not offer has a fault of its own.
  const offered = FARGATE_CPUS.find((one) => one === cpu);
  const message =
    offered && typeof memoryMebibytes === "number" ? fargateMemoryProblem(offered, memoryMebibytes) : undefined;
  return message ? [{ path: [...path, "memoryMebibytes"], message, input: memoryMebibytes }] : [];
}

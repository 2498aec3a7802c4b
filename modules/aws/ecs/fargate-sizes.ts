import { check, fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";

/** CPU units of a Fargate task; 1024 units are one vCPU. */
export type FargateCpu = 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;

const GIB = 1024;

/**
 * Amounts of memory in MiB that Fargate supports with each amount of CPU.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const MEMORY: Readonly<Record<FargateCpu, readonly number[]>> = {
  256: [512, GIB, 2 * GIB],
  512: range(1, 4),
  1024: range(2, 8),
  2048: range(4, 16),
  4096: range(8, 30),
  8192: range(16, 60, 4),
  16384: range(32, 120, 8),
};

function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * GIB);
}

/** Fails unless Fargate supports the memory with the CPU; the error suggests the next larger size. */
export function checkSize(scope: IConstruct, cpu: FargateCpu, memoryMebibytes: number): void {
  const sizes = MEMORY[cpu] ?? fail(scope, "cpu", Object.keys(MEMORY).join(" or "), cpu);
  const step = sizes.length > 3 ? ` in steps of ${sizes[1]! - sizes[0]!}` : "";
  const offer = cpu === 256 ? sizes.join(" or ") : `${sizes[0]} to ${sizes.at(-1)}${step}`;
  const enough = sizes.find((size) => size >= memoryMebibytes);
  const fix = enough ? `the next larger size is ${enough}` : "more memory needs more cpu";
  const got = `${memoryMebibytes}; ${fix}`;
  check(scope, sizes.includes(memoryMebibytes), "memoryMebibytes", `${offer} with a cpu of ${cpu}`, got);
}

export const FARGATE_CPUS = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;

/** CPU units of a Fargate task; 1024 units are one vCPU. */
export type FargateCpu = (typeof FARGATE_CPUS)[number];

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

/** The rule that the memory breaks and its fix, or undefined when Fargate supports the memory with the CPU. */
export function fargateMemoryProblem(cpu: FargateCpu, memoryMebibytes: number): string | undefined {
  const sizes = MEMORY[cpu];
  if (sizes.includes(memoryMebibytes)) {
    return undefined;
  }
  const step = sizes.length > 3 ? ` in steps of ${sizes[1]! - sizes[0]!}` : "";
  const offer = cpu === 256 ? sizes.join(" or ") : `${sizes[0]} to ${sizes.at(-1)}${step}`;
  const enough = sizes.find((size) => size >= memoryMebibytes);
  const fix = enough ? `the next larger size is ${enough}` : "more memory needs more cpu";
  return `must be ${offer} with a cpu of ${cpu}; ${fix}`;
}

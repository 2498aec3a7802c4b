/** Units of 1/1024 vCPU a Fargate task may have. */
export type FargateCpu = 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;

const GIB = 1024;

/**
 * Memory that goes with each amount of CPU, MiB.
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

/** What is wrong with the pair, as a rule and what was got; nothing if Fargate offers it. */
export function sizeFault(cpu: FargateCpu, memoryMebibytes: number): string | undefined {
  const sizes = MEMORY[cpu];
  if (!sizes) {
    return `cpu must be ${Object.keys(MEMORY).join(" or ")}, got ${cpu}`;
  }
  if (sizes.includes(memoryMebibytes)) {
    return undefined;
  }
  const step = sizes.length > 3 ? ` in steps of ${sizes[1]! - sizes[0]!}` : "";
  const offer = cpu === 256 ? sizes.join(" or ") : `${sizes[0]} to ${sizes.at(-1)}${step}`;
  const enough = sizes.find((size) => size >= memoryMebibytes);
  const suggestion = enough ? `; the next that is enough is ${enough}` : "; give the task more cpu";
  return `memoryMebibytes must be ${offer} with a cpu of ${cpu}, got ${memoryMebibytes}${suggestion}`;
}

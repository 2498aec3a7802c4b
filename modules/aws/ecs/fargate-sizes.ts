import { fail } from "@modules/core/checks";
import { withValue } from "@modules/core/problem";
import type { IConstruct } from "constructs";
import { FARGATE_CPUS, type FargateCpu, fargateMemoryProblem } from "../tables/fargate-sizes";

/** Fails unless Fargate supports the memory with the CPU; the error suggests the next larger size. */
export function checkSize(scope: IConstruct, cpu: FargateCpu, memoryMebibytes: number): void {
  if (!FARGATE_CPUS.includes(cpu)) {
    fail(scope, "cpu", FARGATE_CPUS.join(" or "), cpu);
  }
  const problem = fargateMemoryProblem(cpu, memoryMebibytes);
  if (problem) {
    throw new Error(`${scope.node.path}: memoryMebibytes ${withValue(problem, String(memoryMebibytes))}`);
  }
}

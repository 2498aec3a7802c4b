import { writeFileSync } from "node:fs";

/** Writes the CPU time and the peak of the memory of this process as JSON. */
export function writeUsage(file: string): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 }));
}

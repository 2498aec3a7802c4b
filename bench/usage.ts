import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Writes the CPU time of this process and of those that it started, and the peak of its memory, as JSON. */
export function writeUsage(file: string): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6 + childSeconds();
  writeFileSync(file, JSON.stringify({ cpuSeconds, mebibytes: maxRSS / 1024 }));
}

/** Linux counts the CPU time of ended processes in hundredths of a second. */
const TICKS = 100;

/** CPU time of ended child processes, in which cdktf zips files. It is zero on systems without `/proc`. */
function childSeconds(stat = "/proc/self/stat"): number {
  if (!existsSync(stat)) {
    return 0;
  }
  // The name of the program, in parentheses, may have spaces. The times are 14 fields behind it.
  const fields = readFileSync(stat, "utf8").split(") ").at(-1)!.split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

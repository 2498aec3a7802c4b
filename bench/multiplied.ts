/**
 * Synthesizes like `main.ts` with copies of each environment, and writes its CPU time and memory as JSON.
 * Arguments: number of copies, file for the measurements.
 */
import { writeFileSync } from "node:fs";
import { main } from "../app/main";
import { platforms } from "../stacks/platforms";
import { multiply } from "./multiply";

const [times, file] = process.argv.slice(2);
process.exitCode = main([], multiply(platforms, Number(times)));

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 };
writeFileSync(file!, JSON.stringify(usage));

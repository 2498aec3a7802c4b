/** What `main.ts` does, with each environment so many times: `TIMES FILE`, the second for what it took. */
import { writeFileSync } from "node:fs";
import { main } from "../app/main";
import { platforms } from "../stacks/platforms";
import { multiply } from "./multiply";

const [times, file] = process.argv.slice(2);
process.exitCode = main([], multiply(platforms, Number(times)));

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
writeFileSync(file!, JSON.stringify(usage));

/**
 * Synthesizes like `main.ts` with copies of each environment, and writes its CPU time and memory as JSON. Arguments:
 * number of copies, file for the measurements, names of the stacks or environments to synthesize.
 */
import { main } from "../app/main";
import { appPolicies } from "../app/policies";
import { platforms } from "../stacks/platforms";
import { multiply } from "./multiply";
import { writeUsage } from "./usage";

const [times, file, ...names] = process.argv.slice(2);
/** Each waiver also holds for the copies, whose stack ids have the number of the copy after the environment. */
const waivers = Array.from({ length: Number(times) }, (_, index) =>
  appPolicies.waivers.map(({ where, ...waiver }) => ({
    ...waiver,
    where: index === 0 ? where : where.replace(/-(development|staging|production)\b/, `$&-${index}`),
  })),
).flat();
process.exitCode = main(names, multiply(platforms, Number(times)), { ...appPolicies, waivers });
writeUsage(file!);

/** Files with which Terragrunt runs stacks. https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#dependencies */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ancestors } from "./queue";

/** Stacks that each stack takes values from. */
type Dependencies = ReadonlyMap<string, readonly string[]>;

/** File that makes a folder a unit of Terragrunt. */
export const UNIT = "terragrunt.hcl";

/**
 * The text of a stack's `terragrunt.hcl`. It orders the stack after those of the run that it takes values from, directly
 * or not; backend, providers and values are in the stack's JSON.
 *
 * @param ids stacks of the run; Terragrunt refuses a path without a unit
 */
export function unitOf(id: string, ids: readonly string[], dependencies: Dependencies): string {
  const before = [...ancestors(id, dependencies)].filter((one) => ids.includes(one)).sort();
  return before.length === 0
    ? ""
    : `dependencies {\n  paths = [\n${before.map((one) => `    "../${one}",\n`).join("")}  ]\n}\n`;
}

/** Makes the stacks units, and no others, so that `terragrunt run --all` runs exactly these. */
export function writeUnits(ids: readonly string[], outdir: string, dependencies: Dependencies): void {
  const stacks = join(outdir, "stacks");
  for (const id of existsSync(stacks) ? readdirSync(stacks) : []) {
    rmSync(join(stacks, id, UNIT), { force: true });
  }
  for (const id of ids) {
    mkdirSync(join(stacks, id), { recursive: true });
    writeFileSync(join(stacks, id, UNIT), unitOf(id, ids, dependencies));
  }
}

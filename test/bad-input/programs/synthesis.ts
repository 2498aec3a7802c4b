/** Syntheses of one stack, in folders that lack something. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { LAUNCHER, newFolder, type Outcome, ROOT, start } from "../../support/launched";

interface SynthesisOptions {
  /** Folder of the output, below the folder. @default "out" */
  readonly outdir?: string;
  /** A mistake of `test/support/shop-program.ts`. @default none */
  readonly mistake?: string;
}

/** Synthesizes as a user without privileges, and lists the files that are there when the synthesis has succeeded. */
export function synthesis(folder: string, { outdir = "out", mistake = "" }: SynthesisOptions = {}): Outcome {
  const env = { ...process.env, CDKTF_OUTDIR: join(folder, outdir), MISTAKE: mistake };
  const program = join(ROOT, "test/support/shop-program.ts");
  const { status, lines } = start(folder, process.execPath, [LAUNCHER, program], {
    cwd: ROOT,
    env,
    unprivileged: true,
  });
  return { status, lines: status === 0 ? Object.keys(filesBelow(folder)) : lines };
}

/** The refusal of a synthesis in a folder with the output of another, after a change; the files must stay as they are. */
export function refusalAfter(change: (outdir: string) => void, options?: SynthesisOptions): Outcome {
  const folder = writableFolder();
  const [outdir, stack] = [join(folder, "out"), join(folder, "out/stacks/dns")];
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "cdk.tf.json"), "of before");
  for (const path of [outdir, join(outdir, "stacks"), stack]) {
    chmodSync(path, 0o777);
  }
  change(outdir);
  const before = filesBelow(folder);
  const outcome = synthesis(folder, options);
  expect(filesBelow(folder)).toEqual(before);
  return outcome;
}

export function writableFolder(): string {
  const folder = newFolder();
  chmodSync(folder, 0o777);
  return folder;
}

export function replaceByFile(folder: string): void {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "of a person");
}

/** Contents by path. */
function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

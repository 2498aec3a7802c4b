/**
 * Measures the synthesis as whole processes, and exits with 1 when a target is missed. Targets are relative to the time
 * that cdktf alone takes for the same stacks, measured just before, because machines differ in speed and load.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { wholeNumber } from "../commands/command-line/options";
import { growth, median, medianRun, type Run, report, type Size, verdicts } from "./figures";

/** The program that `pnpm synth` starts. */
const LAUNCH = "launch.cjs";

/** Synthesis by cdktf alone. */
const BARE = "bench/bare.ts";

/** Synthesis as `main.ts` does it. */
const LIKE_MAIN = "bench/multiplied.ts";

/** The environment with the most resources, which takes the longest alone. */
const LARGEST = "dafnckmachine-production";

/** Options that make tsc check every file again. */
const COLD = ["--incremental", "false", "--tsBuildInfoFile", "null"];

const values: { json?: boolean; quick?: boolean; runs?: number } = new Command("pnpm bench")
  .description("measure the synthesis as whole processes; exit status 1 when a target is missed")
  .option("--json", "print JSON")
  .option("--quick", "take a minute instead of several, with fewer copies and one run of each")
  .option(
    "--runs <number>",
    "runs of each size, of which the median counts; 5 without it, or 1 with --quick",
    wholeNumber,
  )
  .showHelpAfterError("`pnpm bench --help` lists the options.")
  .parse()
  .opts();
const runs = values.runs ?? (values.quick ? 1 : 5);
/** Numbers of copies of each environment, one for each measurement. */
const copies = values.quick ? [1, 2, 4] : [1, 5, 10, 20];
const folder = mkdtempSync(join(tmpdir(), "bench-"));
/** Programs write the usage of their run to this file. */
const USAGE = join(folder, "usage.json");

try {
  for (const program of [BARE, LIKE_MAIN]) {
    // The first run fills the cache of the bundle and the second that of the compiled code; otherwise the first
    // measurement would include this work.
    start(program, 1, LARGEST);
    start(program, 1, LARGEST);
  }
  // cdktf alone needs gigabytes for the larger sizes.
  const bare = copies.slice(0, 2).map((times) => measure(times, BARE));
  const sizes = copies.map((times) => measure(times, LIKE_MAIN));
  const one = measure(1, LIKE_MAIN, LARGEST);
  const typeCheckSeconds = median(repeat(() => timed("node_modules/.bin/tsc", COLD).seconds));
  const checks = verdicts(sizes, bare, one, typeCheckSeconds);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
  const figures = { machine, runs, sizes, bare, one, growth: growth(sizes), typeCheckSeconds, checks };
  console.log(values.json ? JSON.stringify(figures, null, 2) : report(sizes, bare, one, checks));
  process.exitCode = checks.every(({ holds }) => holds) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(times: number, program: string, ...names: readonly string[]): Size {
  let resources = 0;
  const measured = repeat((): Run => {
    const { seconds, stdout } = start(program, times, ...names);
    resources = Number(/(\d+) resources/.exec(stdout)?.[1]);
    return { seconds, ...JSON.parse(readFileSync(USAGE, "utf8")) };
  });
  return { times, resources, ...medianRun(measured) };
}

function start(program: string, times: number, ...names: readonly string[]) {
  return timed(process.execPath, [LAUNCH, program, String(times), USAGE, ...names]);
}

/** Calls `run` once for each of the `--runs`, after one call that fills caches. `--quick` leaves that one out. */
function repeat<T>(run: () => T): T[] {
  if (!values.quick) {
    run();
  }
  return Array.from({ length: runs }, run);
}

function timed(command: string, args: readonly string[]): { seconds: number; stdout: string } {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: join(folder, "out") },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr + stdout}`);
  }
  return { seconds: (performance.now() - start) / 1000, stdout };
}

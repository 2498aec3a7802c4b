import { parseArgs } from "node:util";
import { stacksOf } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { synthesize } from "@modules/checks/synthesize";
import { delegationWarnings } from "../environments/schema/between-environments";
import type { Platform } from "../stacks/base/platform";
import { platforms as allPlatforms } from "../stacks/platforms";
import { build } from "./build";
import { appChecks } from "./checks";
import { checkedEnvironments } from "./environments";
import { progressOn } from "./progress";
import { table } from "./report";
import { select } from "./select";
import { isUserError } from "./user-error";

const USAGE = `Usage: pnpm synth [--stack-traces] [STACK...]

Checks every stack and writes those named, or all, to cdktf.out/stacks.

  STACK           a stack's id; * stands for any characters
  --stack-traces  errors of cdktf say where a value was made; slower
  --help          this text`;

/**
 * Synthesizes the stacks that the arguments name and prints a table of them.
 *
 * @returns exit status: 0, 1 for faults of environments or stacks, or 2 for faults of the arguments
 */
export function main(args: readonly string[], platforms: readonly Platform[] = allPlatforms): number {
  const start = performance.now();
  const parsed = parse(args);
  if (typeof parsed === "string") {
    console.error(`${parsed}\n\n${USAGE}`);
    return 2;
  }
  if (parsed.values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!parsed.values["stack-traces"]) {
    disableStackTraces();
  }
  const progress = progressOn(process.stderr);
  try {
    const environments = checkedEnvironments(platforms);
    const app = build(environments, undefined, progress.show);
    const ids = stacksOf(app).map(({ node }) => node.id);
    const warnings = delegationWarnings(environments);
    const stacks = synthesize(app, {
      checks: appChecks,
      selected: select(ids, parsed.positionals),
      progress: progress.show,
      warn: (line) => warnings.push(line),
    });
    progress.clear();
    for (const warning of warnings) {
      console.error(warning);
    }
    console.log(table(stacks, performance.now() - start));
    return 0;
  } catch (error) {
    progress.clear();
    if (!isUserError(error)) {
      throw error;
    }
    console.error(parsed.values["stack-traces"] ? error.stack : error.message);
    return 1;
  }
}

/** Returns the parsed arguments, or the message of a fault in them. */
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h", default: false },
        "stack-traces": { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return (error as Error).message;
  }
}

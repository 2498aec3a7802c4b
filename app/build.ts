import { mkdirSync } from "node:fs";
import type { Progress } from "@modules/checks/prepare";
import { writeFault } from "@modules/checks/synthesize";
import { App } from "cdktf";
import { addMoves, keepOutputs } from "./addresses";
import type { CheckedEnvironment } from "./environments";

/** Errors of plain JavaScript that the stacks of environments throw, a line each. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Folder that synthesis writes. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR ?? "cdktf.out";
}

/**
 * Creates the app with the stacks of the environments.
 *
 * @throws BuildError with a line for each environment whose stacks throw a plain error
 * @throws the error itself when it is a bug, with the environment's file before its message
 */
export function build(
  environments: readonly CheckedEnvironment[],
  outdir = outputFolder(),
  progress: Progress = () => {},
): App {
  const app = appIn(outdir);
  const faults: string[] = [];
  let cause: unknown;
  for (const { platform, file, environment } of environments) {
    progress(`Building ${platform.name} ${environment.name}`);
    try {
      withoutExit(() => platform.define(app, environment));
    } catch (error) {
      faults.push(faultOf(file, error));
      cause ??= error;
    }
  }
  if (faults.length > 0) {
    throw new BuildError(faults.join("\n"), { cause });
  }
  addMoves(app);
  keepOutputs(app);
  return app;
}

/** The app in its folder, which cdktf would not make below a missing one. @throws SynthesisError when the folder cannot be written */
function appIn(outdir: string): App {
  try {
    mkdirSync(outdir, { recursive: true });
    return new App({ outdir, stackTraces: false });
  } catch (error) {
    throw writeFault(outdir, error);
  }
}

/** Runs a function in which `process.exit` throws, because the process would end without a word about the reason. */
function withoutExit(run: () => void): void {
  const { exit } = process;
  process.exit = (code) => {
    throw new Error(`process.exit must not be called by a stack, got process.exit(${code ?? ""}); throw an error`);
  };
  try {
    run();
  } finally {
    process.exit = exit;
  }
}

/** A line about an error, unless the error is a bug, which needs its stack trace. */
function faultOf(file: string, error: unknown): string {
  if (!(error instanceof Error)) {
    return `${file}: its stacks must throw an Error, got ${JSON.stringify(error) ?? error}; ${WHERE}`;
  }
  if (error.constructor !== Error) {
    error.message = `${file}: ${error.message}`;
    throw error;
  }
  const message = error.message.split("\n", 1)[0]!.replace(/\.$/, "");
  const [, id, parent] = /^There is already a Construct with name '(.*)' in (.*)$/.exec(message) ?? [];
  if (id) {
    return `${file}: ids must be unique, got ${id} twice in ${parent}; rename one`;
  }
  if (message.includes("circular dependency")) {
    return `${file}: stacks must be applied one after the other, got a circle: ${message}; ${ONE_WAY}`;
  }
  return / must /.test(message)
    ? `${message}${message.includes("; ") ? ` (${file})` : `; change ${file} or the stack`}`
    : `${file}: its stacks must be built without an error, got ${message}; ${WHERE}`;
}

/** The fix for two stacks that need each other. */
const ONE_WAY = "move the resources that both need into a stack before them";

const WHERE = "pnpm synth --stack-traces says where";

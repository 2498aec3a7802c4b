import { spawn } from "node:child_process";
import { CommandError } from "./error";

export interface RunOptions {
  /** @default the current folder */
  readonly cwd?: string;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the program uses this terminal; its output is not returned then. @default false */
  readonly interactive?: boolean;
}

export interface RunResult {
  readonly status: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard output and standard error in the order of their arrival. */
  readonly output: string;
}

const INSTALL: Record<string, string> = {
  terraform: "install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install",
  "node_modules/.bin/cdktf": "run `pnpm install` and start the command in the repository's root",
};

/**
 * Runs a program to its end.
 *
 * @throws CommandError when the program is not installed
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { cwd, env = process.env, interactive = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: interactive ? "inherit" : ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    // The terminal sends Ctrl-C to Terraform as well. This process waits until Terraform has unlocked the state.
    const wait = () => {};
    process.on("SIGINT", wait);
    child.on("error", (error: NodeJS.ErrnoException) => {
      process.off("SIGINT", wait);
      reject(
        error.code === "ENOENT"
          ? new CommandError(`${program} was not found: ${INSTALL[program] ?? "install it"}`)
          : error,
      );
    });
    child.on("close", (code, signal) => {
      process.off("SIGINT", wait);
      resolve({ status: code ?? (signal ? 130 : 1), stdout, output });
    });
  });
}

/**
 * Runs Terraform in a stack's folder.
 *
 * @returns standard output
 * @throws CommandError with Terraform's message when it fails
 */
export async function terraform(folder: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, output } = await run("terraform", args, { ...options, cwd: folder });
  if (status !== 0) {
    throw new CommandError([`terraform ${args.join(" ")} failed in ${folder}`, errorsOf(output)].join("\n").trimEnd());
  }
  return stdout;
}

/** The error messages in Terraform's output, without colors, frames and the lines before them. */
export function errorsOf(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colors begin with one
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const start = plain.search(/^[╷│ ]*Error: /m);
  return (start < 0 ? plain : plain.slice(start))
    .split("\n")
    .map((line) => line.replace(/^[╷│╵]\s?/, "").trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

import { execa } from "execa";
import { CommandError } from "./error";
import { interrupt } from "./runner/interrupt";

export interface RunOptions {
  /** @default the current folder */
  readonly cwd?: string;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the program uses this terminal; its output is not returned then. @default false */
  readonly interactive?: boolean;
  /**
   * File descriptor that receives the program's output, which is not returned then. The program goes on writing there
   * when this process is killed. @default the output is returned
   */
  readonly log?: number;
}

export interface RunResult {
  readonly status: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard output and standard error in the order of their arrival. */
  readonly output: string;
}

const PYTHON = "install Python 3.9 or newer with venv: https://www.python.org/downloads/";

const INSTALL: Record<string, string> = {
  python: PYTHON,
  python3: PYTHON,
  terraform: "install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install",
};

function remedyFor(program: string, env: NodeJS.ProcessEnv): string {
  const named = program === env.TERRAFORM_BINARY_NAME ? "TERRAFORM_BINARY_NAME names it; unset the variable, or " : "";
  return `${named}${INSTALL[program] ?? "install it"}`;
}

/** Exit status of a program that a signal ended, as shells report Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Runs a program to its end. A signal that asks this process to end is forwarded as one SIGINT, on which Terraform
 * finishes its current calls and unlocks the state.
 *
 * @throws CommandError when the program is not installed
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return interrupt.during(() => execute(program, args, options));
}

async function execute(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { cwd, env = process.env, interactive = false, log } = options;
  const stdin = interactive ? "inherit" : "ignore";
  // execa takes any open descriptor, though its types name a few only.
  const sink = interactive ? "inherit" : ((log as 1 | undefined) ?? "pipe");
  // The terminal sends Ctrl-C to every process of its group. Terraform abandons its state at a second SIGINT, so
  // this process forwards the first, and Terraform is in a group of its own. Windows has no such groups.
  const detached = !interactive && process.platform !== "win32";
  const child = execa(program, args, {
    all: sink === "pipe",
    cwd,
    detached,
    // HashiCorp's programs would call a service that announces new versions.
    env: { CHECKPOINT_DISABLE: "1", ...env },
    extendEnv: false,
    reject: false,
    stderr: sink,
    stdin,
    stdout: sink,
    stripFinalNewline: false,
  });
  const stop = interrupt.onSignal((signal) => {
    if (detached || signal !== "SIGINT") {
      child.kill("SIGINT");
    }
  });
  try {
    const result = await child;
    if (result.code === "ENOENT" && result.exitCode === undefined) {
      throw new CommandError(`${program} was not found: ${remedyFor(program, env)}`);
    }
    const status = result.exitCode ?? (result.signal ? INTERRUPTED : 1);
    return { status, stdout: String(result.stdout ?? ""), output: String(result.all ?? "") };
  } finally {
    stop();
  }
}

/** Name of Terraform's program, which cdktf reads from the same environment variable. */
export function terraformBinary(env: NodeJS.ProcessEnv = process.env): string {
  return env.TERRAFORM_BINARY_NAME || "terraform";
}

/**
 * Runs Terraform in a stack's folder.
 *
 * @returns standard output
 * @throws CommandError with Terraform's message when it fails
 */
export async function terraform(folder: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const binary = terraformBinary(options.env);
  const { status, stdout, output } = await run(binary, args, { ...options, cwd: folder });
  if (status !== 0) {
    throw new CommandError([`${binary} ${args.join(" ")} failed in ${folder}`, errorsOf(output)].join("\n").trimEnd());
  }
  return stdout;
}

/**
 * Version of the Terraform in use, such as "1.11.4".
 *
 * @throws CommandError when it does not run
 */
export async function terraformVersion(env?: NodeJS.ProcessEnv): Promise<string> {
  return JSON.parse(await terraform(".", ["version", "-json"], { env })).terraform_version;
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

/** Asks a cloud by its command line, for the checks that need an account. */
import { existsSync } from "node:fs";
import type { Json } from "@modules/checks/json";
import { type RunResult, run } from "../run";
import { onPath } from "../runner/machine";
import type { Finding } from "./finding";

const TOOLS = { aws: "the AWS CLI", gcloud: "the Google Cloud CLI" } as const;

export type Tool = keyof typeof TOOLS;

/** The tool's reason for giving no answer. */
class NoAnswerError extends Error {}

/** The command line of a cloud on this machine. */
export class Cli {
  private readonly tool: Tool;
  private readonly env: NodeJS.ProcessEnv;

  constructor(tool: Tool, env: NodeJS.ProcessEnv) {
    this.tool = tool;
    this.env = env;
  }

  /** Runs a command, which may fail. */
  run(...args: readonly string[]): Promise<RunResult> {
    // A profile may name another format.
    const format = this.tool === "aws" && !args.includes("--output") ? ["--output", "json"] : [];
    return run(this.tool, [...args, ...format], { env: this.env });
  }

  /** Standard output of a command. When the command fails, the check is left out with the tool's reason. */
  async text(...args: readonly string[]): Promise<string> {
    const result = await this.run(...args);
    if (result.status !== 0) {
      throw new NoAnswerError(reasonIn(result.output));
    }
    return result.stdout;
  }

  /** Parsed standard output of a command. When the command fails, the check is left out with the tool's reason. */
  async json(...args: readonly string[]): Promise<Json> {
    return JSON.parse(await this.text(...args));
  }
}

/**
 * Runs a check that asks a cloud.
 *
 * @param check returns the faults, or a finding with a subject of its own
 * @returns a finding that is skipped when the tool is not installed or gives no answer
 */
export async function ask(
  tool: Tool,
  subject: string,
  env: NodeJS.ProcessEnv,
  check: (cli: Cli) => Promise<readonly string[] | Finding>,
): Promise<Finding> {
  if (!onPath(tool, { env, exists: existsSync })) {
    return { subject, faults: [], skipped: `${TOOLS[tool]} is not installed` };
  }
  try {
    const found = await check(new Cli(tool, env));
    return "faults" in found ? found : { subject, faults: found };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) {
      throw error;
    }
    return { subject, faults: [], skipped: error.message };
  }
}

/** The error in a tool's output. gcloud prints advice of several lines after it; the AWS CLI prints it last. */
export function reasonIn(output: string): string {
  const lines = output.trim().split("\n");
  const error = lines.find((line) => line.startsWith("ERROR: "))?.slice("ERROR: ".length);
  return error || lines.at(-1) || "no answer";
}

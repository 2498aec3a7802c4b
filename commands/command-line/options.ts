/** Options and texts that several commands share. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CommandError } from "../error";

export const STACKS = `
A STACK is a stack's id, a pattern with * for any characters, or the name of a platform or of an environment:
  lp-production-network   'lp-production-data*'   lp-production   lp
`;

export async function end(status: Promise<number>): Promise<void> {
  process.exitCode = await status;
}

/** A command that runs Terraform in stacks. */
export function ran(root: Command, usage: string): Command {
  return root
    .command(usage)
    .addOption(
      new Option("--parallel <number>", "stacks that run at the same time")
        .argParser(wholeNumber)
        .default(availableParallelism(), "the cores of this machine"),
    )
    .option(
      "--outside-clusters",
      "leave out the stacks inside clusters, which only identities that may change them can plan",
    )
    .addOption(providersOption())
    .addOption(emulatorOption());
}

/** A command of one stack, which may be on the emulator. */
export function single(root: Command, usage: string): Command {
  return root.command(usage).addOption(emulatorOption());
}

function emulatorOption(): Option {
  return new Option("--emulator", "use the stacks on the emulator that `pnpm emulate` keeps running");
}

export function providersOption(): Option {
  return new Option(
    "--providers <names>",
    "leave out the stacks that use another provider than these, such as aws,google",
  ).argParser((text) => text.split(","));
}

/** A command that changes resources. */
export function changing(command: Command, name: string): Command {
  return command
    .option("--auto-approve", "do not ask; every stack must then have a saved plan")
    .addOption(lossOption("--replace <address>", "replaced"))
    .option("--resume", `continue with the stacks that the last ${name} left`);
}

/** An option that names a resource whose data may be lost. */
export function lossOption(flags: string, what: string): Option {
  return new Option(flags, `resource that holds data and may be ${what}: ADDRESS or STACK:ADDRESS; repeatable`)
    .argParser(collect)
    .default([], "none");
}

/** Examples for the end of a command's help, without `pnpm`. */
export function examples(...lines: readonly string[]): string {
  return `\n${lines.length > 1 ? "Examples" : "Example"}:${lines.length > 1 ? "\n  " : " "}${lines.map((line) => `pnpm ${line}`).join("\n  ")}`;
}

export function named(stacks: string[], { resume }: { readonly resume?: boolean }): string[] {
  if (stacks.length === 0 && !resume) {
    throw new CommandError("error: a stack must be named, got none; name one, or add --resume");
  }
  return stacks;
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** The number of an option that takes one from 1. @throws InvalidArgumentError for any other text */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("must be a whole number from 1");
  }
  return value;
}

import { type ParseArgsConfig, parseArgs } from "node:util";
import { CommandError } from "./error";

/**
 * The options of a command line.
 *
 * @param usage such as `pnpm document [--check]`
 * @throws CommandError with the usage when an option is unknown or lacks its value
 */
export function parseOptions<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\nusage: ${usage}`);
  }
}

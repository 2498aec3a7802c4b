import { isUserError } from "../app/user-error";
import { bootstrap } from "./bootstrap";
import { calendarCommand } from "./calendar";
import { cdktf } from "./cdktf";
import { document } from "./document";
import { emulate } from "./emulate";
import { CommandError } from "./error";
import { packageModules } from "./package";
import { pipelines } from "./pipelines";

const COMMANDS: Record<string, (args: readonly string[]) => Promise<number>> = {
  plan: (args) => cdktf("plan", args),
  apply: (args) => cdktf("apply", args),
  destroy: (args) => cdktf("destroy", args),
  bootstrap,
  calendar: (args) => calendarCommand(args),
  document,
  emulate,
  package: packageModules,
  pipelines,
};

/**
 * Runs a command by its name. Errors that the user can correct are printed without a stack trace.
 *
 * @returns exit status
 */
export async function dispatch([name = "", ...args]: readonly string[]): Promise<number> {
  try {
    const command = COMMANDS[name];
    if (!command) {
      throw new CommandError(`usage: pnpm ${Object.keys(COMMANDS).join("|")} ...`);
    }
    return await command(args);
  } catch (error) {
    if (error instanceof CommandError || isUserError(error)) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}

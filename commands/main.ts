import { disableStackTraces } from "@modules/checks/stack-traces";
import { isUserError } from "../app/user-error";
import { CommandError } from "./error";
import { program } from "./program";
import { INTERRUPTED } from "./run";
import { InterruptedError } from "./runner/interrupt";

async function main(args: readonly string[]): Promise<void> {
  disableStackTraces();
  try {
    await program().parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommandError || isUserError(error))) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = error instanceof InterruptedError ? INTERRUPTED : 1;
  }
}

main(process.argv.slice(2)).catch((error) => {
  // A bug is thrown outside of the promise, because the launcher reports a rejected promise as one to await.
  setImmediate(() => {
    throw error;
  });
});

import type { CommanderError } from "commander";
import { program } from "../../commands/program";

/** The text that the command line prints when it refuses the arguments. */
export async function refusal(...args: readonly string[]): Promise<string> {
  let printed = "";
  const root = program();
  for (const command of [root, ...root.commands, ...root.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().configureOutput({
      writeErr: (text) => {
        printed += text;
      },
    });
  }
  const error: CommanderError | undefined = await root.parseAsync(args, { from: "user" }).then(
    () => undefined,
    (reason) => reason,
  );
  return error ? printed || error.message : "accepted";
}

/** The command line. Each command is loaded when it runs, so that help is printed at once. */
import { Command } from "commander";
import { addComparisons } from "./command-line/comparisons";
import { addEnvironments } from "./command-line/environments";
import { addRuns } from "./command-line/runs";

/** Builds the command line. Its actions set the exit status. */
export function program(): Command {
  const root = new Command("pnpm")
    .description("Plans, applies and operates the stacks.")
    .usage("COMMAND [OPTION...]")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false });

  addRuns(root);
  addComparisons(root);
  addEnvironments(root);
  root.showHelpAfterError("`pnpm run` lists the commands.");
  for (const command of root.commands) {
    showHelp(command, "pnpm");
  }
  return root;
}

/** Says after each mistake in the arguments of a command, and of the commands below it, how to list them. */
function showHelp(command: Command, parent: string): void {
  const name = `${parent} ${command.name()}`;
  command.showHelpAfterError(`\`${name} --help\` lists the arguments.`);
  for (const child of command.commands) {
    showHelp(child, name);
  }
}

import { disableStackTraces } from "@modules/checks/stack-traces";
import { SynthesisError } from "@modules/checks/synthesize";
import { SelectionError } from "../app/select";
import { EnvironmentError } from "../environments/schema/check";
import { bootstrap } from "./bootstrap";
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
  document,
  emulate,
  package: packageModules,
  pipelines,
};

const EXPECTED = [CommandError, EnvironmentError, SelectionError, SynthesisError];

async function main([name = "", ...args]: readonly string[]): Promise<number> {
  disableStackTraces();
  try {
    const command = COMMANDS[name];
    if (!command) {
      throw new CommandError(`usage: ${Object.keys(COMMANDS).join("|")} ...`);
    }
    return await command(args);
  } catch (error) {
    if (EXPECTED.some((type) => error instanceof type)) {
      console.error((error as Error).message);
      return 1;
    }
    throw error;
  }
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});

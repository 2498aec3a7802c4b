/** Evaluates expressions against the state of a stack. */

import { checkReadiness } from "./diagnose/readiness";
import { CommandError } from "./error";
import { run, terraformBinary } from "./run";
import { runnerEnv } from "./runner/environment";
import { Session } from "./runner/session";
import { type Choice, chooseStack } from "./workspace";

/** `console STACK`: returns 0 when the person leaves it. */
export async function openConsole(stack: string, options: Pick<Choice, "emulator"> = {}): Promise<number> {
  const { chosen, synthesize } = chooseStack(stack, "has the values", options);
  await checkReadiness(chosen, { account: !options.emulator });
  return evaluate(new Session(synthesize()), chosen[0]!.id);
}

/**
 * Opens Terraform's console in a stack of a session. The console locks the state while it is open.
 *
 * @throws CommandError when Terraform fails
 */
export async function evaluate(session: Session, id: string): Promise<number> {
  const folder = session.folder(id);
  await folder.init();
  console.error(
    `Type expressions with values of ${id}, such as aws_vpc.main.id; Ctrl-D ends the console. Other runs wait for the lock until then.`,
  );
  const { status } = await run(terraformBinary(session.env), ["console"], {
    cwd: folder.path,
    env: runnerEnv(session.env),
    interactive: true,
  });
  if (status !== 0) {
    throw new CommandError(`terraform console ended with status ${status}; its output above says why`);
  }
  return 0;
}

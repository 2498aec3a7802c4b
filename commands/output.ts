/** Prints the outputs of applied stacks. */
import { CommandError } from "./error";
import type { StackOptions } from "./ready";
import { failuresOf, reasonOf, refuseInterrupted, valuesOf } from "./runner/outcomes";
import { Session } from "./runner/session";
import { refuseDocumentationStates } from "./stacks";
import { chooseStacks } from "./workspace";

export interface OutputOptions extends StackOptions {
  /** Print JSON: outputs by stack. */
  readonly json?: boolean;
  /** Print sensitive values, and those that only other stacks read. */
  readonly all?: boolean;
}

/** `output STACK...`: returns 0. */
export async function output(stacks: readonly string[], options: OutputOptions): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks, ...options });
  refuseDocumentationStates(chosen, options);
  const ids = chosen.map(({ id }) => id);
  return printOutputs(new Session(synthesize(), options), ids, options);
}

interface Output {
  readonly value: unknown;
  readonly sensitive: boolean;
}

interface StackOutputs {
  readonly id: string;
  readonly outputs: Readonly<Record<string, Output>>;
}

/**
 * Prints the outputs of stacks of a session.
 *
 * @throws CommandError when a state cannot be read
 */
export async function printOutputs(session: Session, ids: readonly string[], options: OutputOptions): Promise<number> {
  const outcomes = await session.each<StackOutputs>(
    ids,
    () => "read",
    async (folder) => {
      await folder.init();
      return { id: folder.id, outputs: JSON.parse(await folder.read(["output", "-json"])) };
    },
  );
  refuseInterrupted(outcomes);
  const failures = failuresOf(outcomes);
  if (failures.length > 0) {
    throw new CommandError(failures.map(({ id, error }) => `${id}: ${reasonOf(error)}`).join("\n"));
  }
  const shown = ids.map((id) => {
    const { outputs } = valuesOf(outcomes).find((one) => one.id === id)!;
    return [id, Object.entries(outputs).filter(([name]) => options.all || !name.startsWith("cross-stack-"))] as const;
  });
  if (options.json) {
    const values = shown.map(([id, outputs]) => [
      id,
      Object.fromEntries(outputs.flatMap(([name, one]) => (one.sensitive && !options.all ? [] : [[name, one.value]]))),
    ]);
    console.log(JSON.stringify(Object.fromEntries(values), null, 2));
    return 0;
  }
  for (const [id, outputs] of shown) {
    console.log(outputs.length > 0 ? id : `${id}: no outputs`);
    for (const [name, { value, sensitive }] of outputs) {
      console.log(`  ${name} = ${sensitive && !options.all ? "(sensitive; --all prints it)" : JSON.stringify(value)}`);
    }
  }
  return 0;
}

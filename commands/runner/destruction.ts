/** Destroys stacks, once nothing that is applied reads from them. */
import { CommandError } from "../error";
import { failuresOf, reasonOf, valuesOf } from "./outcomes";
import { ancestors } from "./queue";
import { applyInRounds, type RoundOptions } from "./rounds";
import type { Session } from "./session";
import { stateOf } from "./stack-run";

interface Consumer {
  readonly id: string;
  readonly applied: boolean;
}

/**
 * Destroys stacks of a session.
 *
 * @throws CommandError while a stack that reads from them is applied and not among them
 */
export async function destroyInRounds(
  session: Session,
  ids: readonly string[],
  options: RoundOptions,
): Promise<number> {
  await refuseAppliedConsumers(session, ids);
  return applyInRounds(session, ids, { ...options, destroy: true });
}

async function refuseAppliedConsumers(session: Session, ids: readonly string[]): Promise<void> {
  const { dependencies } = session.workspace;
  const consumers = session.workspace.ids.filter(
    (id) => !ids.includes(id) && ids.some((one) => ancestors(id, dependencies).has(one)),
  );
  if (consumers.length === 0) {
    return;
  }
  console.error(`Checking which of ${consumers.length} stacks that read values from them are applied`);
  const outcomes = await session.each(
    consumers,
    ({ applied }: Consumer) => (applied ? "is applied" : "is not applied"),
    async (folder) => {
      await folder.init();
      const { resources = [] } = await stateOf(folder);
      return { id: folder.id, applied: resources.some(({ mode }: { mode: string }) => mode === "managed") };
    },
  );
  const unknown = failuresOf(outcomes).map(({ id, error }) => `${id}: ${reasonOf(error)}`);
  const applied = valuesOf(outcomes).filter((one) => one.applied);
  const faults = applied.map(({ id }) => `${id}: is applied and reads values from these stacks; destroy it as well`);
  if (faults.length + unknown.length > 0) {
    throw new CommandError([...faults, ...unknown].join("\n"));
  }
}

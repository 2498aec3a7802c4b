/** Destroys stacks, consumers first. */
import type { ApplyOptions } from "./apply";
import { forgetUndeletable } from "./emulator/undeletable";
import { readySession } from "./ready";
import { destroyInRounds } from "./runner/destruction";
import { Journal } from "./runner/journal";
import { runFolder } from "./workspace";

/** `destroy STACK...`: returns 0 when everything is destroyed, otherwise 1. */
export async function destroy(stacks: readonly string[], options: ApplyOptions): Promise<number> {
  const names = options.resume ? new Journal(runFolder(options), true).left() : stacks;
  const { session, ids } = await readySession(names, options);
  if (options.emulator) {
    await forgetUndeletable(session, ids);
  }
  return destroyInRounds(session, ids, options);
}

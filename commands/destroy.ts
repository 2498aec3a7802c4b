/** Destroys stacks, consumers first. */
import { outputFolder } from "../app/build";
import type { ApplyOptions } from "./apply";
import { readySession } from "./ready";
import { destroyInRounds } from "./runner/destruction";
import { Journal } from "./runner/journal";

/** `destroy STACK...`: returns 0 when everything is destroyed, otherwise 1. */
export async function destroy(stacks: readonly string[], options: ApplyOptions): Promise<number> {
  const names = options.resume ? new Journal(outputFolder(), true).left() : stacks;
  const { session, ids } = await readySession(names, options);
  return destroyInRounds(session, ids, options);
}

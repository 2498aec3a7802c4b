/** Destroys stacks, consumers first. */
import type { ApplyOptions } from "./apply";
import { checkReadiness } from "./doctor";
import { destroyInRounds } from "./runner/destruction";
import { Journal } from "./runner/journal";
import { Session } from "./runner/session";
import { chooseStacks, outputFolder } from "./workspace";

/** `destroy STACK...`: returns 0 when everything is destroyed, otherwise 1. */
export async function destroy(stacks: readonly string[], options: ApplyOptions): Promise<number> {
  const names = options.resume ? new Journal(outputFolder(), true).left() : stacks;
  const { chosen, synthesize } = chooseStacks({ stacks: names, ...options });
  await checkReadiness(chosen);
  const ids = chosen.map(({ id }) => id);
  return destroyInRounds(new Session(synthesize(), options), ids, options);
}

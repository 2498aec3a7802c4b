/** Applies plans: those that `plan` saved, or new ones that a person reads and approves. */
import { checkReadiness } from "./doctor";
import type { Approval } from "./runner/approval";
import { Journal } from "./runner/journal";
import { applyInRounds } from "./runner/rounds";
import { Session } from "./runner/session";
import { type Choice, chooseStacks, outputFolder } from "./workspace";

export interface ApplyOptions extends Omit<Choice, "stacks">, Approval {
  readonly parallel?: number;
  /** Go on with the stacks that the last run left. */
  readonly resume?: boolean;
}

/** `apply [STACK...]`: returns 0 when everything is applied, otherwise 1. */
export async function apply(stacks: readonly string[], options: ApplyOptions): Promise<number> {
  const names = options.resume ? new Journal(outputFolder(), false).left() : stacks;
  const { chosen, synthesize } = chooseStacks({ stacks: names, ...options });
  await checkReadiness(chosen);
  const ids = chosen.map(({ id }) => id);
  return applyInRounds(new Session(synthesize(), options), ids, options);
}

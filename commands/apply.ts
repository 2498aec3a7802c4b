/** Applies plans: those that `plan` saved, or new ones that a person reads and approves. */
import { readySession, type StackOptions } from "./ready";
import type { Approval } from "./runner/approval";
import { Journal } from "./runner/journal";
import { applyInRounds } from "./runner/rounds";
import { runFolder } from "./workspace";

export interface ApplyOptions extends StackOptions, Approval {
  /** Go on with the stacks that the last run left. */
  readonly resume?: boolean;
}

/** `apply [STACK...]`: returns 0 when everything is applied, otherwise 1. */
export async function apply(stacks: readonly string[], options: ApplyOptions): Promise<number> {
  const names = options.resume ? new Journal(runFolder(options), false).left() : stacks;
  const { session, ids } = await readySession(names, options);
  return applyInRounds(session, ids, options);
}

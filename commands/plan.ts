/** Plans stacks, saves the plans and prints a summary of all of them. */
import { forgetUndeletable } from "./emulator/undeletable";
import { readySession, type StackOptions } from "./ready";
import { type PlanningOptions, planAndPrint } from "./runner/planning";

export interface PlanOptions extends StackOptions, PlanningOptions {}

/** `plan STACK...`: returns 0 without changes, 2 with changes, and 1 when a stack could not be planned. */
export async function plan(stacks: readonly string[], options: PlanOptions): Promise<number> {
  const { session, ids } = await readySession(
    stacks,
    options,
    options.dayZero ? { account: false, credentials: true } : {},
  );
  if (options.emulator && options.destroy) {
    await forgetUndeletable(session, ids);
  }
  return planAndPrint(session, ids, options);
}

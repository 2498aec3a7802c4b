/** Plans stacks, saves the plans and prints a summary of all of them. */
import { checkReadiness } from "./doctor";
import { type PlanningOptions, planAndPrint } from "./runner/planning";
import { Session } from "./runner/session";
import { type Choice, chooseStacks } from "./workspace";

export interface PlanOptions extends Omit<Choice, "stacks">, PlanningOptions {
  readonly parallel?: number;
}

/** `plan STACK...`: returns 0 without changes, 2 with changes, and 1 when a stack could not be planned. */
export async function plan(stacks: readonly string[], options: PlanOptions): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks, ...options });
  await checkReadiness(chosen);
  const ids = chosen.map(({ id }) => id);
  return planAndPrint(new Session(synthesize(), options), ids, options);
}

/** Which changes an environment lets through without an approval. */
import type { Approvable } from "../../environments/schema/delivery";
import type { Action, Change } from "./changes";
import type { SavedPlan } from "./saved-plan";

/** A change that waits for an approval. */
export interface Unapproved {
  /** Id of the stack. */
  readonly id: string;
  /** Address of the resource; absent for outputs. */
  readonly address?: string;
  /** Classes of the change that the environment does not let through. */
  readonly classes: readonly string[];
}

const CLASSES: Readonly<Record<Action, Approvable>> = {
  add: "additions",
  change: "changes",
  replace: "replacements",
  destroy: "removals",
  move: "moves",
  import: "moves",
  forget: "moves",
};

/** Every class of a change: what it does, and each reason to read it. `data` is in no environment's list. */
export function classesOf({ action, attention }: Pick<Change, "action" | "attention">): string[] {
  return [CLASSES[action], ...attention];
}

/**
 * Changes of plans that their environments do not let through.
 *
 * @param approved classes that the environment of a stack lets through, by the id of the stack
 */
export function unapproved(
  plans: readonly Pick<SavedPlan, "id" | "changes" | "outputs">[],
  approved: ReadonlyMap<string, readonly Approvable[]> = new Map(),
): Unapproved[] {
  return plans.flatMap(({ id, changes, outputs }) => {
    const allowed = new Set<string>(approved.get(id) ?? []);
    const refused = (classes: readonly string[]) => classes.filter((one) => !allowed.has(one));
    const waiting = changes
      .map((change) => ({ id, address: change.address, classes: refused(classesOf(change)) }))
      .filter(({ classes }) => classes.length > 0);
    const rest = outputs.length > 0 ? refused(["outputs"]) : [];
    return [...waiting, ...(rest.length > 0 ? [{ id, classes: rest }] : [])];
  });
}

/** A line for a change that waits. */
export function inWords({ id, address, classes }: Unapproved): string {
  return `${id}: ${address ?? "its outputs"} (${classes.join(", ")})`;
}

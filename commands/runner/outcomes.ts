/** Turns what became of stacks into a summary. */
import type { Json } from "@modules/checks/json";
import { CommandError } from "../error";
import { InterruptedError } from "./interrupt";
import type { Outcome } from "./queue";
import type { SavedPlan } from "./saved-plan";
import { WaitingError } from "./stack-run";
import { consumersOf, type Summary } from "./summary";

/**
 * The summary of plans.
 *
 * @throws InterruptedError when the run was interrupted
 */
export function summaryOf(outcomes: ReadonlyMap<string, Outcome<SavedPlan>>, jsonOf: (id: string) => Json): Summary {
  refuseInterrupted(outcomes);
  const plans = valuesOf(outcomes);
  const failures = failuresOf(outcomes);
  return {
    plans,
    foreseen: [],
    consumers: consumersOf(plans, jsonOf),
    waiting: failures.flatMap(({ id, error }) =>
      error instanceof WaitingError
        ? [{ id, after: error.missing, reason: `apply ${error.missing.join(", ")} first` }]
        : [],
    ),
    failed: failures.flatMap(({ id, error }) =>
      error instanceof WaitingError ? [] : [{ id, reason: reasonOf(error) }],
    ),
  };
}

/** Values of the stacks that succeeded. */
export function valuesOf<T>(outcomes: ReadonlyMap<string, Outcome<T>>): T[] {
  return [...outcomes.values()].flatMap((outcome) => (outcome.status === "done" ? [outcome.value] : []));
}

/** Errors of the stacks that failed. */
export function failuresOf(outcomes: ReadonlyMap<string, Outcome<unknown>>): { id: string; error: Error }[] {
  return [...outcomes].flatMap(([id, outcome]) => (outcome.status === "failed" ? [{ id, error: outcome.error }] : []));
}

/** @throws InterruptedError when a signal stopped the run */
export function refuseInterrupted(outcomes: ReadonlyMap<string, Outcome<unknown>>): void {
  const stopped = [...outcomes.values()].some(({ status }) => status === "stopped");
  if (stopped || failuresOf(outcomes).some(({ error }) => error instanceof InterruptedError)) {
    throw new InterruptedError("Interrupted.");
  }
}

/** The message for a user; an error of another class is a bug, whose trace is needed. */
export function reasonOf(error: Error): string {
  return error instanceof CommandError ? error.message : (error.stack ?? error.message);
}

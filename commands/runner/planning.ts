/** Plans stacks and prints one summary. */
import { writeFileSync } from "node:fs";
import { markdown } from "./markdown";
import { failuresOf, reasonOf, refuseInterrupted, summaryOf, valuesOf } from "./outcomes";
import { readsOf } from "./reads";
import { unapproved } from "./rules";
import type { Session } from "./session";
import { hasChanges, type Summary, text } from "./summary";

/** Exit status of a plan. */
const NO_CHANGES = 0;
const FAULTS = 1;
const CHANGES = 2;

export interface PlanningOptions {
  readonly destroy?: boolean;
  /**
   * Plan as on an empty account: no state is read, and nothing is saved that can be applied.
   *
   * @default only stacks that wait for others are planned with placeholders
   */
  readonly dayZero?: boolean;
  /** Print the summary as JSON. */
  readonly json?: boolean;
  /** Print the summary as Markdown. */
  readonly markdown?: boolean;
  /** File that receives the summary, instead of standard output. */
  readonly out?: string;
  /** File that receives the changes which wait for an approval, as JSON. */
  readonly review?: string;
}

/** Plans stacks of a session and prints the summary. */
export async function planAndPrint(
  session: Session,
  ids: readonly string[],
  options: PlanningOptions,
): Promise<number> {
  const { destroy = false, dayZero = false, out } = options;
  const outcomes = dayZero ? new Map() : await session.plan(ids, destroy);
  const planned = summaryOf(outcomes, (id) => session.folder(id).json());
  const missing = dayZero
    ? new Map(ids.map((id) => [id, [...readsOf(session.folder(id).json()).keys()]]))
    : new Map(planned.waiting.map(({ id, after }) => [id, after]));
  const summary = destroy || missing.size === 0 ? planned : await withForesight(session, planned, missing, dayZero);
  if (options.review) {
    const waiting = unapproved(summary.plans, session.workspace.approved);
    writeFileSync(options.review, `${JSON.stringify(waiting, null, 2)}\n`);
  }
  const printed = rendered(summary, options);
  if (out) {
    writeFileSync(out, `${printed}\n`);
  } else {
    console.log(printed);
  }
  return statusOf(summary, dayZero);
}

/** Adds the plans with placeholders. A stack that cannot be planned with them keeps waiting. */
async function withForesight(
  session: Session,
  planned: Summary,
  missing: ReadonlyMap<string, readonly string[]>,
  dayZero: boolean,
): Promise<Summary> {
  const outcomes = await session.foresee(missing, dayZero);
  refuseInterrupted(outcomes);
  const failures = failuresOf(outcomes).map(({ id, error }) => ({ id, reason: reasonOf(error) }));
  return {
    ...planned,
    foreseen: valuesOf(outcomes),
    waiting: failures
      .map(({ id, reason }) => ({ id, after: missing.get(id)!, reason: waitingReason(missing.get(id)!, reason) }))
      .filter(({ after }) => after.length > 0),
    failed: [...planned.failed, ...failures.filter(({ id }) => missing.get(id)!.length === 0)],
  };
}

function waitingReason(after: readonly string[], reason: string): string {
  return `apply ${after.join(", ")} first; with placeholders it fails: ${reason.split("\n", 1)[0]}`;
}

function rendered(summary: Summary, options: PlanningOptions): string {
  if (options.json) {
    return JSON.stringify(summary, null, 2);
  }
  return options.markdown ? markdown(summary) : text(summary);
}

function statusOf({ plans, foreseen, waiting, failed }: Summary, dayZero: boolean): number {
  const planned = new Set(plans.filter(hasChanges).map(({ id }) => id));
  const later = [...waiting, ...foreseen.map(({ id, placeholders }) => ({ id, after: Object.keys(placeholders) }))];
  // A stack that waits for a change of this very plan is no fault: it is planned after the apply.
  const stuck = dayZero
    ? waiting
    : later.filter(({ after }) => !after.every((id) => planned.has(id) || later.some((one) => one.id === id)));
  if (failed.length > 0 || stuck.length > 0) {
    return FAULTS;
  }
  return planned.size + foreseen.length > 0 ? CHANGES : NO_CHANGES;
}

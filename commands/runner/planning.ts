/** Plans stacks and prints one summary. */
import { writeFileSync } from "node:fs";
import { markdown } from "./markdown";
import { summaryOf } from "./outcomes";
import type { Session } from "./session";
import { hasChanges, type Summary, text } from "./summary";

/** Exit status of a plan. */
const NO_CHANGES = 0;
const FAULTS = 1;
const CHANGES = 2;

export interface PlanningOptions {
  readonly destroy?: boolean;
  /** Print the summary as JSON. */
  readonly json?: boolean;
  /** Print the summary as Markdown. */
  readonly markdown?: boolean;
  /** File that receives the summary, instead of standard output. */
  readonly out?: string;
}

/** Plans stacks of a session and prints the summary. */
export async function planAndPrint(
  session: Session,
  ids: readonly string[],
  options: PlanningOptions,
): Promise<number> {
  const { destroy = false, out } = options;
  const outcomes = await session.plan(ids, destroy);
  const summary = summaryOf(outcomes, (id) => session.folder(id).json());
  const printed = rendered(summary, options);
  if (out) {
    writeFileSync(out, `${printed}\n`);
  } else {
    console.log(printed);
  }
  return statusOf(summary);
}

function rendered(summary: Summary, options: PlanningOptions): string {
  if (options.json) {
    return JSON.stringify(summary, null, 2);
  }
  return options.markdown ? markdown(summary) : text(summary);
}

function statusOf({ plans, waiting, failed }: Summary): number {
  const planned = new Set(plans.filter(hasChanges).map(({ id }) => id));
  // A stack that waits for a change of this very plan is no fault: it is planned after the apply.
  const stuck = waiting.filter(
    ({ after }) => !after.every((id) => planned.has(id) || waiting.some((one) => one.id === id)),
  );
  if (failed.length > 0 || stuck.length > 0) {
    return FAULTS;
  }
  return planned.size > 0 ? CHANGES : NO_CHANGES;
}

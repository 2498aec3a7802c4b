/** Applies or destroys stacks in rounds. */
import { CommandError } from "../error";
import { wasLocked } from "./advice";
import { type Approval, approve, approveBy, refuseUnnamedLosses } from "./approval";
import { Journal } from "./journal";
import { failuresOf, reasonOf, refuseInterrupted, summaryOf, valuesOf } from "./outcomes";
import { ancestors } from "./queue";
import { unapproved } from "./rules";
import { type SavedPlan, staleReasons } from "./saved-plan";
import type { Session } from "./session";
import { consumersOf, hasChanges, text } from "./summary";

export interface RoundOptions extends Approval {
  /** Whether to destroy. @default false */
  readonly destroy?: boolean;
  /** Go on with the stacks that the last run left: plans that can no longer be applied are made again. */
  readonly resume?: boolean;
}

/** Applies stacks of a session, in rounds: stacks that read what a round changes are planned in the next. */
export async function applyInRounds(session: Session, ids: readonly string[], options: RoundOptions): Promise<number> {
  const { destroy = false, resume = false } = options;
  const journal = new Journal(session.workspace.outdir, destroy);
  const saved = await usablePlans(session, ids, destroy, resume);
  const unasked = options.autoApprove || options.approveByRules;
  let left = unasked ? withSavedPlans(ids, saved, destroy) : [...ids];
  journal.begin(left);
  while (left.length > 0) {
    const plans = await plansOf(session, left, saved, destroy);
    const round = destroy ? plans : withoutConsumers(session, plans);
    const changing = round.filter(hasChanges);
    for (const { id } of round.filter((plan) => !hasChanges(plan))) {
      session.plans.remove(id);
      journal.done(id);
    }
    if (changing.length > 0) {
      refuseUnnamedLosses(changing, options);
      // A person who destroys stacks is always asked.
      const waiting = () => unapproved(changing, session.workspace.approved);
      await (destroy ? approve(options) : approveBy(waiting(), options));
      await applyRound(session, changing, journal);
    }
    const ended = new Set(round.map(({ id }) => id));
    const next = left.filter((id) => !ended.has(id));
    if (next.length === left.length) {
      throw new CommandError(`${next.join(", ")}: cannot be planned; the reasons are above`);
    }
    left = next;
    if (unasked && left.length > 0) {
      throw new CommandError(
        `${left.join(", ")}: were not applied, because their plans read values that this run has changed; plan them again`,
      );
    }
    saved.clear();
  }
  return 0;
}

/**
 * The stacks that have a saved plan. Names the others: they wait for those, or have to be planned.
 *
 * @throws CommandError when no stack has one
 */
function withSavedPlans(ids: readonly string[], saved: ReadonlyMap<string, SavedPlan>, destroy: boolean): string[] {
  const missing = ids.filter((id) => !saved.has(id));
  const command = planCommand(destroy);
  if (missing.length === ids.length) {
    throw new CommandError(
      `${missing.join(", ")}: must have a saved plan for --auto-approve, got none; run \`${command}\` first, or leave out --auto-approve`,
    );
  }
  if (missing.length > 0) {
    console.error(`Left out, without a saved plan: ${missing.join(", ")}; plan them with \`${command}\` after this`);
  }
  return ids.filter((id) => saved.has(id));
}

/** The command that saves plans for this run. */
function planCommand(destroy: boolean): string {
  return `pnpm plan${destroy ? " --destroy" : ""}`;
}

/** The saved plans that may be applied, by stack. */
async function usablePlans(
  session: Session,
  ids: readonly string[],
  destroy: boolean,
  resume: boolean,
): Promise<Map<string, SavedPlan>> {
  const version = await session.version();
  const usable = new Map<string, SavedPlan>();
  const faults: string[] = [];
  for (const id of ids) {
    const plan = session.plans.load(id);
    if (plan) {
      const folder = session.folder(id);
      session.plans.restoreProviders(folder);
      const current = { destroy, digest: folder.digest(), providers: folder.providers(), terraform: version };
      const reasons = staleReasons(plan, current);
      if (reasons.length === 0) {
        usable.set(id, plan);
      } else if (!resume) {
        faults.push(
          `${id}: the saved plan cannot be applied: ${reasons.join("; ")}; run \`${planCommand(destroy)} ${id}\` again`,
        );
      }
    }
  }
  if (faults.length > 0) {
    throw new CommandError(faults.join("\n"));
  }
  return usable;
}

/** The saved plans, and new ones for stacks without. Prints the summary. */
async function plansOf(
  session: Session,
  ids: readonly string[],
  saved: ReadonlyMap<string, SavedPlan>,
  destroy: boolean,
): Promise<SavedPlan[]> {
  const missing = ids.filter((id) => !saved.has(id));
  const made = missing.length > 0 ? await session.plan(missing, destroy) : new Map();
  const summary = summaryOf(made, (id) => session.folder(id).json());
  const plans = ids
    .flatMap((id) => [saved.get(id), ...summary.plans.filter((plan) => plan.id === id)])
    .filter((plan) => plan !== undefined);
  const consumers = consumersOf(plans, (id) => session.folder(id).json());
  console.log(text({ ...summary, plans, consumers }));
  if (summary.failed.length > 0) {
    throw new CommandError("Nothing was applied in this round, because a plan failed.");
  }
  return plans;
}

/** Plans whose values no other plan changes, directly or through other stacks. */
function withoutConsumers(session: Session, plans: readonly SavedPlan[]): SavedPlan[] {
  const outdated = new Set(consumersOf(plans, (id) => session.folder(id).json()).map(({ id }) => id));
  return plans.filter(
    ({ id }) =>
      !outdated.has(id) && ![...ancestors(id, session.workspace.dependencies)].some((one) => outdated.has(one)),
  );
}

async function applyRound(session: Session, plans: readonly SavedPlan[], journal: Journal): Promise<void> {
  const outcomes = await session.apply(plans);
  for (const { id } of valuesOf(outcomes)) {
    journal.done(id);
  }
  const failures = failuresOf(outcomes);
  for (const { id } of failures.filter(({ error }) => !wasLocked(error))) {
    // Terraform refuses a plan that was applied in part, so that a later run makes a new one.
    session.plans.remove(id);
  }
  const resume = `\`pnpm ${journal.command} --resume\` continues with the remaining stacks.`;
  if (failures.length > 0) {
    const lines = failures.map(({ id, error }) => `${id}: ${reasonOf(error)}\n  log: ${session.folder(id).log}`);
    console.error([...lines, resume].join("\n"));
  }
  refuseInterrupted(outcomes);
  if (failures.length > 0) {
    throw new CommandError(`${failures.length} of ${plans.length} stacks failed.`);
  }
}

/** Summaries of plans. */
import type { Json } from "@modules/checks/json";
import { textTable } from "../../app/text-table";
import { ATTENTION, type Attention } from "./attention";
import { ACTIONS, type Action, type Change } from "./changes";
import type { ForeseenPlan } from "./foresight";
import { readsOf } from "./reads";
import type { SavedPlan } from "./saved-plan";

/** A stack that has no plan. */
interface Unplanned {
  readonly id: string;
  readonly reason: string;
}

/** A stack whose plan is out of date once another stack is applied. */
export interface Consumer {
  readonly id: string;
  /** Ids of the stacks whose changes it reads. */
  readonly after: readonly string[];
}

/** A stack that cannot be planned before others are applied. */
interface Waiting extends Unplanned {
  /** Ids of those others. */
  readonly after: readonly string[];
}

export interface Summary {
  readonly plans: readonly SavedPlan[];
  /** Plans with placeholders for values of stacks that are not applied yet. */
  readonly foreseen: readonly ForeseenPlan[];
  readonly waiting: readonly Waiting[];
  readonly failed: readonly Unplanned[];
  /** Stacks to plan again, because their plans read values that other plans change. */
  readonly consumers: readonly Consumer[];
}

type Counts = Readonly<Record<Action, number>>;

function countsOf(changes: readonly Change[]): Counts {
  const count = (action: Action) => changes.filter((change) => change.action === action).length;
  return Object.fromEntries(ACTIONS.map((action) => [action, count(action)])) as Counts;
}

/** Whether an apply of the plan does anything. */
export function hasChanges({ changes, outputs }: SavedPlan): boolean {
  return changes.length > 0 || outputs.length > 0;
}

/** Plans that read outputs which other plans change. */
export function consumersOf(plans: readonly SavedPlan[], jsonOf: (id: string) => Json): Consumer[] {
  const changing = new Map(plans.map(({ id, outputs }) => [id, outputs]));
  return plans
    .filter(({ destroy }) => !destroy)
    .map(({ id }) => {
      const reads = [...readsOf(jsonOf(id))];
      const after = reads.filter(([producer, names]) => names.some((name) => changing.get(producer)?.includes(name)));
      return { id, after: after.map(([producer]) => producer) };
    })
    .filter(({ after }) => after.length > 0);
}

/** `1 to add, 2 to change`, for the line of a stack. */
export function inBrief(plan: SavedPlan): string {
  const outputs = plan.outputs.length > 0 ? "outputs change" : "no changes";
  return counted(plan.changes) || outputs;
}

export function foreseenInBrief({ changes }: ForeseenPlan): string {
  return `${counted(changes) || "no changes"}, with placeholders`;
}

/** `1 to add, 2 to change`; empty without changes. */
function counted(changes: readonly Change[]): string {
  const counts = countsOf(changes);
  return ACTIONS.filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`)
    .join(", ");
}

interface Attended {
  readonly id: string;
  readonly change: Change;
}

/** Changes that a person must read, by reason. */
export function attended(plans: readonly Pick<SavedPlan, "id" | "changes">[]): [Attention, Attended[]][] {
  const all = plans.flatMap(({ id, changes }) => changes.map((change) => ({ id, change })));
  return (Object.keys(ATTENTION) as Attention[])
    .map((reason): [Attention, Attended[]] => [reason, all.filter(({ change }) => change.attention.includes(reason))])
    .filter(([, changes]) => changes.length > 0);
}

const VERBS: Readonly<Record<Action, string>> = {
  add: "is added",
  change: "changes",
  replace: "is replaced",
  destroy: "is destroyed",
  move: "moves",
  import: "is imported",
  forget: "is no longer managed",
};

/** A change as a sentence: `aws_vpc.main changes tags`. */
export function inWords({ address, action, from, changed, forcing }: Change): string {
  const because = forcing.length > 0 ? `, because ${forcing.join(", ")} cannot change in place` : "";
  const what = action === "change" ? ` ${changed.join(", ")}` : because;
  return `${address} ${VERBS[action]}${what}${from ? ` from ${from}` : ""}`;
}

/** The summary for a terminal. */
export function text(summary: Summary): string {
  const { plans, foreseen, waiting, failed, consumers } = summary;
  const changing = plans.filter(hasChanges);
  return [
    ...changeTable([...changing, ...foreseen.map((plan) => ({ ...plan, id: `${plan.id}${MARK}` }))]),
    ...attended([...plans, ...foreseen]).flatMap(([reason, changes]) => [
      "",
      `${ATTENTION[reason]}:`,
      ...changes.map(({ id, change }) => `  ${id}: ${inWords(change)}`),
    ]),
    ...section(
      "Plan these again after the stacks whose values they read:",
      consumers.map(({ id, after }) => `${id}: after ${after.join(", ")}`),
    ),
    ...section(
      `${MARK} Planned with placeholders for values of stacks that are not applied, so that it cannot be applied:`,
      foreseen.map(({ id, placeholders }) => `${id}: ${inWordsOf(placeholders)}`),
    ),
    ...section("Different from the plans with placeholders:", surprising(plans)),
    ...section(
      "Not planned yet:",
      waiting.map(({ id, reason }) => `${id}: ${reason}`),
    ),
    ...section(
      "Failed:",
      failed.map(({ id, reason }) => `${id}: ${reason.replaceAll("\n", "\n    ")}`),
    ),
    "",
    totals(summary),
  ]
    .join("\n")
    .trimStart();
}

/** Marks a plan with placeholders. */
export const MARK = "*";

/** `3 values of lp-production-network`. */
export function inWordsOf(placeholders: ForeseenPlan["placeholders"]): string {
  const parts = Object.entries(placeholders).map(
    ([id, names]) => `${names.length} ${names.length === 1 ? "value" : "values"} of ${id}`,
  );
  return parts.join(", ") || "none, on an empty account";
}

/** Differences from plans with placeholders, a line each; a line says so when nothing does. */
export function surprising(plans: readonly SavedPlan[]): string[] {
  const compared = plans.filter((plan) => plan.surprises !== undefined);
  const lines = compared.flatMap(({ id, surprises = [] }) => surprises.map((line) => `${id}: ${line}`));
  return compared.length > 0 && lines.length === 0
    ? [`nothing, in ${compared.length} of ${plans.length} stacks`]
    : lines;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines.map((line) => `  ${line}`)] : [];
}

/** `2 of 12 stacks change: 3 to add, 1 to replace`. */
export function totals({ plans, foreseen, waiting, failed }: Summary): string {
  const all = plans.length + foreseen.length + waiting.length + failed.length;
  const parts = counted([...plans, ...foreseen].flatMap(({ changes }) => changes));
  const unplanned = [
    ...(foreseen.length > 0 ? [`${foreseen.length} planned with placeholders`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} wait`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  const changing = plans.filter(hasChanges).length + foreseen.filter(({ changes }) => changes.length > 0).length;
  const head = changing > 0 ? `${changing} of ${all} stacks change` : `No changes in ${plans.length} of ${all} stacks`;
  return `${[head, ...unplanned].join(", ")}${parts && `: ${parts}`}.`;
}

/** The number of changes in each plan by action; actions that no plan has are left out, so that it stays narrow. */
export function changeTable(plans: readonly Pick<SavedPlan, "id" | "changes">[]): string[] {
  if (plans.length === 0) {
    return [];
  }
  const rows = plans.map(({ id, changes }) => ({ id, counts: countsOf(changes) }));
  const actions = ACTIONS.filter((action) => rows.some(({ counts }) => counts[action] > 0));
  return [
    textTable(
      [{ name: "stack" }, ...actions.map((name) => ({ name, align: "right" as const }))],
      rows.map(({ id, counts }) => [id, ...actions.map((action) => String(counts[action] || ""))]),
    ),
  ];
}

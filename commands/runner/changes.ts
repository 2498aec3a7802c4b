/** The changes of a plan, without the values of arguments. */
import type { Json } from "@modules/checks/json";
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";
import { type Attention, attentionFor } from "./attention";

/** Actions in the order of a summary. `forget` leaves the resource, which Terraform no longer manages. */
export const ACTIONS = ["add", "change", "replace", "destroy", "move", "import", "forget"] as const;

export type Action = (typeof ACTIONS)[number];

export interface Change {
  readonly address: string;
  readonly action: Action;
  /** Address before a move. */
  readonly from?: string;
  /** Whether the resource holds data that a replacement or a destroy loses. */
  readonly stateful: boolean;
  /** Names of the arguments that change. */
  readonly changed: readonly string[];
  /** Names of the arguments that force a replacement. */
  readonly forcing: readonly string[];
  readonly attention: readonly Attention[];
}

export interface Changes {
  readonly changes: readonly Change[];
  /** Names of outputs whose values change. */
  readonly outputs: readonly string[];
}

/** Reads the changes from what `terraform show -json` prints for a plan. */
export function changesOf(plan: Json): Changes {
  return {
    changes: (plan.resource_changes ?? []).flatMap(changeOf),
    outputs: Object.entries<Json>(plan.output_changes ?? {})
      .filter(([, { actions }]) => actions[0] !== "no-op")
      .map(([name]) => name),
  };
}

function changeOf({ address, type, mode, previous_address: from, change }: Json): Change[] {
  const action = actionOf(change, from);
  if (action === undefined || mode === "data") {
    return [];
  }
  const changed = ["change", "replace"].includes(action) ? changedArguments(change) : [];
  const forcing = (change.replace_paths ?? []).map(([name]: Json[]) => String(name));
  return [
    {
      address,
      action,
      ...(from && { from }),
      stateful: STATEFUL_TYPES.includes(type),
      changed,
      forcing: [...new Set<string>(forcing)],
      attention: attentionFor(type, action, changed),
    },
  ];
}

function actionOf({ actions, importing }: Json, from: string | undefined): Action | undefined {
  const all = actions.join();
  if (all === "create") {
    return "add";
  }
  if (all === "delete") {
    return "destroy";
  }
  if (all.includes("create")) {
    return "replace";
  }
  if (all === "forget") {
    return "forget";
  }
  // An update of a resource that is moved or imported as well is counted as an update, which says more.
  if (all === "update") {
    return "change";
  }
  return importing ? "import" : from ? "move" : undefined;
}

function changedArguments({ before, after, after_unknown: unknown }: Json): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changed = [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  const later = Object.keys(unknown ?? {}).filter((name) => unknown[name] === true);
  return [...new Set([...changed, ...later])].sort();
}

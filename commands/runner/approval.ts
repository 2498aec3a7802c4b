/** Approval of plans by a person, and of losses of data by their addresses. */
import { createInterface } from "node:readline/promises";
import { glob } from "@modules/checks/glob";
import { CommandError } from "../error";
import type { Change } from "./changes";
import { inWords, type Unapproved } from "./rules";
import type { SavedPlan } from "./saved-plan";

export interface Approval {
  /** Apply saved plans without a question. */
  readonly autoApprove?: boolean;
  /** Apply saved plans without a question, if their environments let every change through. */
  readonly approveByRules?: boolean;
  /** Addresses that may be replaced although they hold data: `ADDRESS` or `STACK:ADDRESS`; `*` is any characters. */
  readonly replace?: readonly string[];
  /** Addresses that may be destroyed although they hold data. */
  readonly destroyed?: readonly string[];
}

/** Options of the command line by action. */
const OPTION = { replace: "--replace", destroy: "--destroy" } as const;

/**
 * Refuses plans that lose data at addresses which nobody named.
 *
 * @throws CommandError with the options to add, a line each
 */
export function refuseUnnamedLosses(plans: readonly SavedPlan[], { replace = [], destroyed = [] }: Approval): void {
  const losses = plans.flatMap(({ id, changes }) =>
    changes.filter(isLoss).map(({ address, action }) => ({ id, address, action: action as keyof typeof OPTION })),
  );
  const names = { replace, destroy: destroyed };
  const unnamed = losses.filter((loss) => !names[loss.action].some((name) => matches(name, loss)));
  const ambiguous = [...replace, ...destroyed].filter(
    (name) => !name.includes(":") && new Set(losses.filter((loss) => matches(name, loss)).map(({ id }) => id)).size > 1,
  );
  const faults = [
    ...unnamed.map(
      ({ id, address, action }) =>
        `${id}: ${address} holds data that ${action === "replace" ? "a replacement" : "a destroy"} loses; if you want that, add ${OPTION[action]} '${id}:${address}'`,
    ),
    ...ambiguous.map((name) => `${name}: must name one stack, as several lose it; write STACK:${name}`),
  ];
  if (faults.length > 0) {
    throw new CommandError(faults.join("\n"));
  }
}

function isLoss({ stateful, action }: Change): boolean {
  return stateful && (action === "replace" || action === "destroy");
}

function matches(name: string, { id, address }: { readonly id: string; readonly address: string }): boolean {
  return glob(name).test(name.includes(":") ? `${id}:${address}` : address);
}

/**
 * Refuses or asks for what the environments do not let through.
 *
 * @param waiting changes that wait for an approval
 * @throws CommandError when the answer is no, or when rules alone are to decide
 */
export async function approveBy(waiting: readonly Unapproved[], options: Approval): Promise<void> {
  if (options.approveByRules && waiting.length > 0) {
    throw new CommandError(
      [
        ...waiting.map((one) => `${inWords(one)}: must be approved by delivery.approved of its environment`),
        "A person must read these changes and apply with --auto-approve instead.",
      ].join("\n"),
    );
  }
  if (waiting.length === 0) {
    console.error("delivery.approved of the environment approves these changes.");
    return;
  }
  await approve(options);
}

/**
 * Asks whether to do what was shown.
 *
 * @param question asks about something else than the plans that were shown. @default whether to apply them
 * @throws CommandError when the answer is no, or when there is no terminal to ask at
 */
export async function approve({ autoApprove = false }: Approval, question?: string): Promise<void> {
  if (autoApprove) {
    return;
  }
  if (!process.stdin.isTTY) {
    const plans = question ? "" : ", which apply and destroy take for plans that `pnpm plan` has saved";
    throw new CommandError(`There is no terminal in which to ask; use --auto-approve${plans}`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Without this, Ctrl-C would leave the question open for good.
    const cancelled = new Promise<string>((resolve) => terminal.once("SIGINT", () => resolve("")));
    const answer = await Promise.race([terminal.question(`\n${question ?? "Apply this?"} Type yes: `), cancelled]);
    if (answer.trim() !== "yes") {
      throw new CommandError("Nothing was changed.");
    }
  } finally {
    terminal.close();
  }
}

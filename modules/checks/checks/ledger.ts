/** Checks that every resource which holds data keeps its address, or says what becomes of it. */
import { holdsData, type LedgerEntry, type Loss, lossesOf } from "../ledger";
import type { Check } from "./check";

/** Texts and exceptions of the check. */
export interface LedgerOptions {
  /** Command that writes moves and removals, such as `pnpm addresses`. */
  readonly command: string;
  /** `STACK:ADDRESS` of resources of former stacks that are destroyed or left alone. @default none */
  readonly settled?: readonly string[];
}

/** A check that stacks have every resource of the ledger which holds data. Terraform would destroy it with its data. */
export function ledgerCheck(ledger: readonly LedgerEntry[], { command, settled }: LedgerOptions): Check {
  return (stacks) => {
    const json = Object.fromEntries(stacks.map((one) => [one.id, one.json]));
    const losses = lossesOf(ledger, json, settled).filter(({ lost }) => holdsData(lost));
    const former = losses.filter(({ lost }) => !(lost.stack in json));
    const gone = [...new Set(former.map(({ lost }) => lost.stack))];
    return [
      ...gone.map((stack) => {
        const own = former.filter(({ lost }) => lost.stack === stack);
        return stackFault(stack, own, command);
      }),
      ...losses.filter((loss) => !former.includes(loss)).map((loss) => fault(loss, command)),
    ];
  };
}

function fault({ lost, successor }: Loss, command: string): string {
  const from = `${lost.stack}:${lost.address}`;
  const rule = `${lost.stack}: ${lost.address} must keep its address, because it holds data`;
  return successor
    ? `${rule}, got ${inWords(successor, lost)} in its place; run \`${command} move ${from} ${successor.stack}:${successor.address}\``
    : `${rule}, got no address like it; run \`${command} forget ${from}\` to keep the resource without Terraform, or \`${command} destroy ${from}\` if its data may be deleted`;
}

function inWords({ stack, address }: LedgerEntry, lost: LedgerEntry): string {
  return stack === lost.stack ? address : `${address} of ${stack}`;
}

function stackFault(stack: string, lost: readonly Loss[], command: string): string {
  const addresses = lost.map((one) => one.lost.address).join(", ");
  const heirs = [...new Set(lost.flatMap(({ successor }) => (successor ? [successor.stack] : [])))];
  const fix =
    heirs.length > 0
      ? `its resources look like those of ${heirs.join(", ")}, which has another state, so keep the stack's id`
      : `destroy it at the revision that has it, then run \`${command} destroy '${stack}:*'\``;
  return `${stack}: must stay in the app, because it holds data, got no stack for ${addresses}; ${fix}`;
}

/** Promises of an app about its data, and the recoveries that its resources achieve. */
import { type DataKind, LOSSES, type Loss, type RecoveryObjective } from "@modules/core/recovery";
import { factsOf } from "../facts";
import { glob } from "../glob";
import type { PreparedStack } from "../prepare";
import { downMinutes, type Means, meansAgainst } from "./means";
import { type Store, storesOf } from "./stores";

/** A loss that a store need not survive. */
export interface AcceptedLoss {
  /** `<stack id> <address>`; a `*` stands for any characters. */
  readonly where: string;
  readonly loss: Loss;
  readonly reason: string;
  /** The team or person who answers for it. */
  readonly owner: string;
}

/** One store and one loss. */
export interface RecoveryLine {
  /** `<stack id> <address>` */
  readonly place: string;
  /** Path of the construct. */
  readonly path: string;
  readonly stack: string;
  readonly kind: DataKind;
  readonly loss: Loss;
  /** @default none is promised */
  readonly objective?: RecoveryObjective | undefined;
  /** Means that loses least. @default none */
  readonly best?: Means | undefined;
  /** The other means, for when the best one fails. */
  readonly others: readonly Means[];
  /** @default the store must survive the loss */
  readonly accepted?: AcceptedLoss | undefined;
}

/** The lines of every store with protected data. */
export function recoveryLines(
  stacks: readonly PreparedStack[],
  accepted: readonly AcceptedLoss[] = [],
): RecoveryLine[] {
  return storesOf(stacks).flatMap((store) => LOSSES.map((loss) => lineOf(store, loss, accepted)));
}

function lineOf({ block, kind, means }: Store, loss: Loss, accepted: readonly AcceptedLoss[]): RecoveryLine {
  const place = `${block.stack.id} ${block.address}`;
  const [best, ...others] = meansAgainst(means, loss);
  return {
    place,
    path: block.path,
    stack: block.stack.id,
    kind,
    loss,
    objective: factsOf(block.stack.stack).recoveryObjectives?.[kind]?.[loss],
    best,
    others,
    accepted: accepted.find((one) => one.loss === loss && glob(one.where).test(place)),
  };
}

/** Whether the best means keeps the promise, or none is made. */
export function isMet({ objective, best }: Pick<RecoveryLine, "objective" | "best">): boolean {
  return (
    !objective ||
    (best !== undefined && best.lostMinutes <= objective.lostMinutes && downMinutes(best) <= objective.downMinutes)
  );
}

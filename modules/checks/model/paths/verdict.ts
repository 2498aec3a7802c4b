/** One answer for all connections between two sides. */
import type { Verdict } from "./traffic";

/** The answer for one pair of ends, which stands for all pairs that no rule or route tells apart. */
export interface Outcome {
  readonly all: boolean;
  readonly some: boolean;
  /** Writes the obstacle, which takes longer than to find it; undefined if there is none. */
  readonly why: Text | undefined;
}

export type Text = () => string;

export const through: Outcome = { all: true, some: true, why: undefined };

export const blocked = (why: Text): Outcome => ({ all: false, some: false, why });

/** @param textOf text of a pair that gets through, with the rule that admits it */
export function verdictOf<Pair>(
  pairs: Iterable<Pair>,
  outcomeOf: (pair: Pair) => Outcome,
  textOf: (pair: Pair) => string,
): Verdict {
  let always = true;
  let sometimes = false;
  let obstacle: Text | undefined;
  let witness: string | undefined;
  for (const pair of pairs) {
    const { all, some, why } = outcomeOf(pair);
    always &&= all;
    sometimes ||= some;
    obstacle ??= why;
    witness ??= some ? textOf(pair) : undefined;
  }
  return { always: always && sometimes, sometimes, obstacle: obstacle?.(), witness };
}

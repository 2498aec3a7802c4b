/** A mistake that a whole program answers. */
import type { Outcome } from "../../support/launched";

/** A mistake with the status and the lines of the answer. */
export type ProgramCase = readonly [name: string, run: () => Outcome | Promise<Outcome>, outcome: Outcome];

/** The outcome of a command that fails as `commands/main.ts` prints it. */
export async function failure(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { status: 0, lines: [String(await run())] };
  } catch (error) {
    return { status: 1, lines: (error as Error).message.split("\n") };
  }
}

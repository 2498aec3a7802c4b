/** Compares what exists with the states. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readySession, type StackOptions } from "./ready";
import { type Change, changesOf } from "./runner/changes";
import { failuresOf, reasonOf, refuseInterrupted, valuesOf } from "./runner/outcomes";
import type { Session } from "./runner/session";
import { inWords } from "./runner/summary";

export interface DriftOptions extends StackOptions {
  /** Print JSON. */
  readonly json?: boolean;
}

/** `drift STACK...`: returns 0 when everything is as applied, 2 when something differs, 1 when a stack cannot be compared. */
export async function drift(stacks: readonly string[], options: DriftOptions): Promise<number> {
  const { session, ids } = await readySession(stacks, options);
  return printDrift(session, ids, options);
}

interface Drifted {
  readonly id: string;
  readonly changes: readonly Change[];
}

/** Prints what differs in stacks of a session. */
export async function printDrift(session: Session, ids: readonly string[], { json }: DriftOptions): Promise<number> {
  const outcomes = await session.each<Drifted>(ids, inBrief, async (folder, step) => {
    step("initializes");
    await folder.init();
    step("compares");
    // The plan has secret values, and nobody applies it.
    const temporary = mkdtempSync(join(tmpdir(), "drift-"));
    try {
      const out = join(temporary, "plan");
      await folder.logTo(["plan", "-refresh-only", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${out}`]);
      const { resource_drift: resources } = JSON.parse(await folder.read(["show", "-json", out]));
      return { id: folder.id, changes: changesOf({ resource_changes: resources }).changes };
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
  refuseInterrupted(outcomes);
  const drifted = valuesOf(outcomes).filter(({ changes }) => changes.length > 0);
  const failed = failuresOf(outcomes).map(({ id, error }) => ({ id, reason: reasonOf(error) }));
  console.log(json ? JSON.stringify({ drifted, failed }, null, 2) : text(drifted, failed, ids.length));
  return failed.length > 0 ? 1 : drifted.length > 0 ? 2 : 0;
}

function inBrief({ changes }: Drifted): string {
  return changes.length > 0 ? `${changes.length} differ` : "as applied";
}

function text(
  drifted: readonly Drifted[],
  failed: readonly { readonly id: string; readonly reason: string }[],
  count: number,
): string {
  return [
    ...drifted.flatMap(({ id, changes }) => [id, ...changes.map((change) => `  ${inWords(change)}`), ""]),
    ...failed.flatMap(({ id, reason }) => [`${id} cannot be compared: ${reason}`, ""]),
    `${drifted.length} of ${count} stacks differ from what was applied.`,
    ...(drifted.length > 0 ? ["`pnpm plan` shows what an apply would do about it."] : []),
  ].join("\n");
}

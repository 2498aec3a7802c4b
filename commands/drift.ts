/** Compares what exists with the states. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { type AllowedDrift, allowedDrift } from "../app/drift";
import { readySession, type StackOptions } from "./ready";
import { type Companion, companionsIn } from "./runner/companions";
import { type Difference, differencesIn, judged } from "./runner/differences";
import { type DriftFormat, driftText, type StackDifferences } from "./runner/drift-text";
import type { StackFolder } from "./runner/folder";
import { failuresOf, reasonOf, refuseInterrupted, valuesOf } from "./runner/outcomes";
import type { Session } from "./runner/session";
import { stateOf } from "./runner/stack-run";

export interface DriftOptions extends StackOptions, DriftFormat {
  /** File that receives what is printed, instead of standard output. */
  readonly out?: string;
}

/** `drift STACK...`: returns 0 when everything is as applied, 2 when something differs, 1 when a stack cannot be compared. */
export async function drift(stacks: readonly string[], options: DriftOptions): Promise<number> {
  const { session, ids } = await readySession(stacks, options);
  return printDrift(session, ids, options);
}

/** A stack beside its state. */
interface Compared {
  readonly folder: StackFolder;
  /** Resources whose values differ, as Terraform shows them. */
  readonly resources: readonly Json[];
  /** Whether the stack has a state with resources. */
  readonly applied: boolean;
  readonly companions: readonly Companion[];
}

interface Drifted {
  readonly id: string;
  readonly changes: readonly Difference[];
  readonly applied: boolean;
}

/**
 * Prints what differs in stacks of a session.
 *
 * @param today day in ISO 8601
 */
export async function printDrift(
  session: Session,
  ids: readonly string[],
  options: DriftOptions,
  allowed: readonly AllowedDrift[] = allowedDrift,
  today = new Date().toISOString().slice(0, 10),
): Promise<number> {
  const outcomes = await session.each<Compared>(ids, inBrief, async (folder, step) => {
    step("initializes");
    await folder.init();
    const state = await stateOf(folder);
    // A stack without resources cannot differ, and reads states that are not there yet.
    const applied = (state.resources ?? []).length > 0;
    const resources = applied ? await driftedIn(folder, step) : [];
    return { folder, applied, resources, companions: companionsIn(state) };
  });
  refuseInterrupted(outcomes);
  const compared = valuesOf(outcomes);
  // A companion may be in another stack, such as the rule of a security group.
  const companions = compared.flatMap((one) => one.companions);
  const all = await Promise.all(
    compared.map(async ({ folder, applied, resources }): Promise<Drifted> => {
      const changes = await differencesIn(folder, resources, companions, session.env);
      return { id: folder.id, applied, changes: changes.map((change) => judged(change, folder.id, allowed, today)) };
    }),
  );
  const drifted = having(all, (change) => change.allowed === undefined);
  const accepted = having(all, (change) => change.allowed !== undefined);
  const failed = failuresOf(outcomes).map(({ id, error }) => ({ id, reason: reasonOf(error) }));
  const unapplied = all.filter(({ applied }) => !applied).map(({ id }) => id);
  const found = { drifted, allowed: accepted, failed, unapplied };
  const printed = driftText(found, ids.length, options);
  if (options.out) {
    writeFileSync(options.out, `${printed}\n`);
  } else {
    console.log(printed);
  }
  return failed.length > 0 ? 1 : drifted.length > 0 ? 2 : 0;
}

async function driftedIn(folder: StackFolder, step: (text: string) => void): Promise<Json[]> {
  step("compares");
  // The plan has secret values, and nobody applies it.
  const temporary = mkdtempSync(join(tmpdir(), "drift-"));
  try {
    const out = join(temporary, "plan");
    await folder.logTo(["plan", "-refresh-only", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${out}`]);
    return JSON.parse(await folder.read(["show", "-json", out])).resource_drift ?? [];
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function having(all: readonly Drifted[], wanted: (change: Difference) => boolean): StackDifferences[] {
  return all
    .map(({ id, changes }) => ({ id, changes: changes.filter(wanted) }))
    .filter(({ changes }) => changes.length > 0);
}

function inBrief({ applied }: Compared): string {
  return applied ? "compared" : "not applied";
}

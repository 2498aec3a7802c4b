/** Compares what exists with the states. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { glob } from "@modules/checks/glob";
import type { Json } from "@modules/checks/json";
import { type AllowedDrift, allowedDrift } from "../app/drift";
import { readySession, type StackOptions } from "./ready";
import { type Change, changesOf } from "./runner/changes";
import { eventsOf, type ManagementEvent } from "./runner/events";
import type { StackFolder } from "./runner/folder";
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

/** A resource that differs from what was applied. */
interface Difference extends Change {
  /** Calls that may have changed it, the newest first. */
  readonly events: readonly ManagementEvent[];
  /** Exception that accepts the difference. */
  readonly allowed?: Pick<AllowedDrift, "reason" | "until">;
  /** Last day of an exception that accepted the difference. */
  readonly expired?: string;
}

interface Drifted {
  readonly id: string;
  readonly changes: readonly Difference[];
}

/**
 * Prints what differs in stacks of a session.
 *
 * @param today day in ISO 8601
 */
export async function printDrift(
  session: Session,
  ids: readonly string[],
  { json }: DriftOptions,
  allowed: readonly AllowedDrift[] = allowedDrift,
  today = new Date().toISOString().slice(0, 10),
): Promise<number> {
  const outcomes = await session.each<Drifted>(ids, inBrief, async (folder, step) => {
    const changes = await differencesIn(folder, step, session.env);
    return { id: folder.id, changes: changes.map((change) => judged(change, folder.id, allowed, today)) };
  });
  refuseInterrupted(outcomes);
  const all = valuesOf(outcomes);
  const drifted = having(all, (change) => change.allowed === undefined);
  const accepted = having(all, (change) => change.allowed !== undefined);
  const failed = failuresOf(outcomes).map(({ id, error }) => ({ id, reason: reasonOf(error) }));
  const found = { drifted, allowed: accepted, failed };
  console.log(json ? JSON.stringify(found, null, 2) : text(found, ids.length));
  return failed.length > 0 ? 1 : drifted.length > 0 ? 2 : 0;
}

async function differencesIn(
  folder: StackFolder,
  step: (text: string) => void,
  env: NodeJS.ProcessEnv,
): Promise<Difference[]> {
  step("initializes");
  await folder.init();
  step("compares");
  // The plan has secret values, and nobody applies it.
  const temporary = mkdtempSync(join(tmpdir(), "drift-"));
  try {
    const out = join(temporary, "plan");
    await folder.logTo(["plan", "-refresh-only", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${out}`]);
    const { resource_drift: resources = [] }: Json = JSON.parse(await folder.read(["show", "-json", out]));
    const { changes } = changesOf({ resource_changes: resources });
    const region: string | undefined = folder.json().provider?.aws?.[0]?.region;
    return await Promise.all(
      changes.map(async (change) => {
        const { type, change: values }: Json = resources.find(({ address }: Json) => address === change.address);
        const name = values.before?.id ?? values.after?.id;
        const traced = region !== undefined && type.startsWith("aws_") && name !== undefined;
        return { ...change, events: traced ? await eventsOf(name, region, env) : [] };
      }),
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function judged(change: Difference, id: string, exceptions: readonly AllowedDrift[], today: string): Difference {
  const fitting = exceptions.filter(
    (one) =>
      glob(one.where).test(`${id}:${change.address}`) &&
      change.action === "change" &&
      change.changed.every((argument) => one.arguments.includes(argument)),
  );
  const valid = fitting.find(({ until }) => until >= today);
  if (valid) {
    return { ...change, allowed: { reason: valid.reason, until: valid.until } };
  }
  return fitting[0] ? { ...change, expired: fitting[0].until } : change;
}

function having(all: readonly Drifted[], wanted: (change: Difference) => boolean): Drifted[] {
  return all
    .map(({ id, changes }) => ({ id, changes: changes.filter(wanted) }))
    .filter(({ changes }) => changes.length > 0);
}

function inBrief({ changes }: Drifted): string {
  return changes.length > 0 ? `${changes.length} differ` : "as applied";
}

interface Found {
  readonly drifted: readonly Drifted[];
  readonly allowed: readonly Drifted[];
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

function text({ drifted, allowed, failed }: Found, count: number): string {
  return [
    ...drifted.flatMap(({ id, changes }) => [id, ...changes.flatMap(lines), ""]),
    ...allowed.flatMap(({ id, changes }) => [`${id}, allowed`, ...changes.flatMap(lines), ""]),
    ...failed.flatMap(({ id, reason }) => [`${id} cannot be compared: ${reason}`, ""]),
    `${drifted.length} of ${count} stacks differ from what was applied.`,
    ...(drifted.length > 0 ? ["`pnpm plan` shows what an apply would do about it."] : []),
  ].join("\n");
}

function lines(change: Difference): string[] {
  const { allowed, expired, events } = change;
  return [
    `  ${inWords(change)}`,
    ...(allowed ? [`    until ${allowed.until}: ${allowed.reason}`] : []),
    ...(expired ? [`    its exception in app/drift.ts ended on ${expired}`] : []),
    ...events.map(({ name, by, at }) => `    ${name} by ${by} at ${at}`),
  ];
}

/** Compares what exists with the states. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { glob } from "@modules/checks/glob";
import type { Json } from "@modules/checks/json";
import { type AllowedDrift, allowedDrift } from "../app/drift";
import { readySession, type StackOptions } from "./ready";
import { type Change, changesOf } from "./runner/changes";
import { type Companion, companionsIn, setByCompanions } from "./runner/companions";
import { eventsOf, type ManagementEvent } from "./runner/events";
import type { StackFolder } from "./runner/folder";
import { failuresOf, reasonOf, refuseInterrupted, valuesOf } from "./runner/outcomes";
import type { Session } from "./runner/session";
import { stateOf } from "./runner/stack-run";
import { inWords } from "./runner/summary";

export interface DriftOptions extends StackOptions {
  /** Print JSON. */
  readonly json?: boolean;
  /** Print Markdown. */
  readonly markdown?: boolean;
  /** File that receives what is printed, instead of standard output. */
  readonly out?: string;
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
  const printed = rendered(found, ids.length, options);
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

async function differencesIn(
  folder: StackFolder,
  resources: readonly Json[],
  companions: readonly Companion[],
  env: NodeJS.ProcessEnv,
): Promise<Difference[]> {
  const differing = resources.map((resource) => withoutEqual(resource, companions)).filter(differs);
  const { changes } = changesOf({ resource_changes: differing });
  const region: string | undefined = folder.json().provider?.aws?.[0]?.region;
  return Promise.all(
    changes.map(async (change) => {
      const { type, change: values }: Json = differing.find(({ address }: Json) => address === change.address);
      const name = values.before?.id ?? values.after?.id;
      const traced = region !== undefined && type.startsWith("aws_") && name !== undefined;
      return { ...change, events: traced ? await eventsOf(name, region, env) : [] };
    }),
  );
}

function differs({ change }: Json): boolean {
  return JSON.stringify(change.before) !== JSON.stringify(change.after);
}

/**
 * A resource with the former values of arguments that do not really differ: providers read back an empty map or list where
 * the apply has written null, such as for a resource without tags of its own, and what companions have set.
 */
function withoutEqual(resource: Json, companions: readonly Companion[]): Json {
  const { type, change } = resource;
  const { before, after } = change;
  if (!before || !after) {
    return resource;
  }
  const plain = (value: Json) => JSON.stringify(withoutEmpty({ value }));
  const equal = (name: string) =>
    plain(before[name]) === plain(after[name]) || setByCompanions(type, name, after, companions);
  const real = Object.entries(after).filter(([name]) => !equal(name));
  return { ...resource, change: { ...change, after: { ...before, ...Object.fromEntries(real) } } };
}

function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries<Json>(value).map(([key, one]) => [key, withoutEmpty(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
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

function having(all: readonly Drifted[], wanted: (change: Difference) => boolean): StackDifferences[] {
  return all
    .map(({ id, changes }) => ({ id, changes: changes.filter(wanted) }))
    .filter(({ changes }) => changes.length > 0);
}

function inBrief({ applied }: Compared): string {
  return applied ? "compared" : "not applied";
}

type StackDifferences = Pick<Drifted, "id" | "changes">;

interface Found {
  readonly drifted: readonly StackDifferences[];
  readonly allowed: readonly StackDifferences[];
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  /** Ids of the stacks without resources. */
  readonly unapplied: readonly string[];
}

function rendered(found: Found, count: number, { json, markdown }: DriftOptions): string {
  if (json) {
    return JSON.stringify(found, null, 2);
  }
  return markdown ? inMarkdown(found, count) : text(found, count);
}

function inMarkdown({ drifted, allowed, failed, unapplied }: Found, count: number): string {
  const stack = ({ id, changes }: StackDifferences, title = id) => [
    `### ${title}`,
    "```",
    ...changes.flatMap(lines),
    "```",
    "",
  ];
  return [
    `**${total(drifted, count)}**`,
    "",
    ...drifted.flatMap((one) => stack(one)),
    ...allowed.flatMap((one) => stack(one, `${one.id}, allowed`)),
    ...failed.flatMap(({ id, reason }) => [`### ${id} cannot be compared`, "```", reason, "```", ""]),
    ...(unapplied.length > 0 ? [`Not applied: ${unapplied.join(", ")}.`, ""] : []),
    ...(drifted.length > 0 ? [NEXT] : []),
  ]
    .join("\n")
    .trimEnd();
}

const NEXT =
  "`pnpm plan` shows what an apply would do about it. `app/drift.ts` accepts a difference until a day, with a reason.";

function total(drifted: readonly StackDifferences[], count: number): string {
  return `${drifted.length} of ${count} stacks differ from what was applied.`;
}

function text({ drifted, allowed, failed, unapplied }: Found, count: number): string {
  return [
    ...drifted.flatMap(({ id, changes }) => [id, ...changes.flatMap(lines), ""]),
    ...allowed.flatMap(({ id, changes }) => [`${id}, allowed`, ...changes.flatMap(lines), ""]),
    ...failed.flatMap(({ id, reason }) => [`${id} cannot be compared: ${reason}`, ""]),
    ...(unapplied.length > 0 ? [`Not applied: ${unapplied.join(", ")}.`] : []),
    total(drifted, count),
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

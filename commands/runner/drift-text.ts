/** The report on a comparison of stacks with their states. */
import type { Difference } from "./differences";
import { inWords } from "./summary";

export interface StackDifferences {
  readonly id: string;
  readonly changes: readonly Difference[];
}

/** Findings of a comparison of stacks with their states. */
export interface Found {
  readonly drifted: readonly StackDifferences[];
  readonly allowed: readonly StackDifferences[];
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  /** Ids of the stacks without resources. */
  readonly unapplied: readonly string[];
}

export interface DriftFormat {
  /** Print JSON. */
  readonly json?: boolean;
  /** Print Markdown. */
  readonly markdown?: boolean;
}

/**
 * The findings as JSON, as Markdown for an issue, or as text for a terminal.
 *
 * @param count number of compared stacks
 */
export function driftText(found: Found, count: number, { json, markdown }: DriftFormat): string {
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

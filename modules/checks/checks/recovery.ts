/** Checks that all protected data has a backup, and that recoveries keep what the environment promises. */
import type { Loss } from "@modules/core/recovery";
import { factsOf, groupOf } from "../facts";
import type { PreparedStack } from "../prepare";
import { downMinutes } from "../recovery/means";
import { type AcceptedLoss, isMet, type RecoveryLine, recoveryLines } from "../recovery/table";
import type { Check, CheckScope } from "./check";

const LOSS: Readonly<Record<Loss, string>> = {
  zone: "the loss of an availability zone",
  damage: "a wrong change or a deletion",
  region: "the loss of its region",
};

const FIXES: Readonly<Record<Loss, string>> = {
  zone: "give it a standby in a second zone",
  damage: "add it to a backup plan, or turn on the service's own backups or versions",
  region: "copy its backups to another region, or replicate it there",
};

/** A check of every store against its objectives. @param accepted losses that stores need not survive, with reasons */
export function recoveryCheck(accepted: readonly AcceptedLoss[] = [], { partial = false }: CheckScope = {}): Check {
  return (stacks) => {
    const lines = recoveryLines(stacks, accepted);
    return [
      ...lines.flatMap((line) => (line.accepted ? [] : lineFaults(line))),
      ...kindFaults(stacks, lines),
      ...(partial ? [] : selectionFaults(lines, accepted)),
    ];
  };
}

function lineFaults(line: RecoveryLine): string[] {
  const { path, kind, loss, objective, best } = line;
  const setting = `recoveryObjectives.${kind}.${loss}`;
  if (!best) {
    return objective || loss === "damage"
      ? [
          `${path}: must survive ${LOSS[loss]}${objective ? `, as ${setting} says` : ""}, got no recovery; ${FIXES[loss]}`,
        ]
      : [];
  }
  if (isMet(line)) {
    return [];
  }
  const achieved = `${best.lostMinutes} minutes of writes lost and ${downMinutes(best)} minutes down`;
  return [
    `${path}: must recover from ${LOSS[loss]} within ${setting} (${objective!.lostMinutes} and ${objective!.downMinutes} minutes), got ${achieved} by ${best.by}; ${FIXES[loss]}, or correct the objective`,
  ];
}

/** An environment with objectives has them for each kind of its data, and none for data that it has not. */
function kindFaults(stacks: readonly PreparedStack[], lines: readonly RecoveryLine[]): string[] {
  const groups = new Map<string, { facts: ReturnType<typeof factsOf>; ids: Set<string> }>();
  for (const { id, stack } of stacks) {
    const facts = factsOf(stack);
    const group = groupOf(stack);
    groups.set(group, { facts, ids: (groups.get(group)?.ids ?? new Set()).add(id) });
  }
  return [...groups].flatMap(([group, { facts, ids }]) => {
    const { recoveryObjectives: objectives } = facts;
    if (!objectives) {
      return [];
    }
    const kinds = new Set(lines.filter(({ stack }) => ids.has(stack)).map(({ kind }) => kind));
    const given = Object.keys(objectives);
    return [
      ...[...kinds]
        .filter((kind) => !given.includes(kind))
        .map((kind) => `${group}: recoveryObjectives must have every kind of data, got no ${kind}; add ${kind}`),
      ...given
        .filter((kind) => !kinds.has(kind as never))
        .map((kind) => `${group}: recoveryObjectives.${kind} must be of data that exists, got none; remove it`),
    ];
  });
}

/** An accepted loss is of a store that could not survive it. */
function selectionFaults(lines: readonly RecoveryLine[], accepted: readonly AcceptedLoss[]): string[] {
  return accepted
    .filter((one) => !lines.some((line) => line.accepted === one && (!line.best || !isMet(line))))
    .map(
      ({ where, loss }) =>
        `accepted losses: ${where} must not survive ${LOSS[loss]}, got no such store; remove the entry`,
    );
}

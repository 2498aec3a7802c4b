import { groupBy } from "@modules/checks/model/values";
import type { PreparedStack } from "@modules/checks/prepare";
import { prepare } from "@modules/checks/prepare";
import { downMinutes, type Means } from "@modules/checks/recovery/means";
import { isMet, type RecoveryLine, recoveryLines } from "@modules/checks/recovery/table";
import { acceptedLosses } from "../app/accepted-losses";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { namedEnvironment } from "./stacks";

/**
 * Prints what each store loses in each loss and when it is back, with the reasons and the runbook.
 *
 * @param name such as `lp-production`; every environment with protected data when left out
 * @returns exit status: 0, or 1 when an objective is missed
 * @throws CommandError for an environment that does not exist
 */
export async function recovery(
  name: string | undefined,
  { json = false }: { readonly json?: boolean },
  stacks?: readonly PreparedStack[],
): Promise<number> {
  if (name !== undefined) {
    namedEnvironment(name);
  }
  const lines = linesOf(stacks ?? prepare(build(checkedEnvironments(platforms))), name);
  if (lines.length === 0 && !json) {
    console.log(`${name ?? "every environment"}: deletionProtection is off, so that no store has an objective`);
    return 0;
  }
  console.log(json ? JSON.stringify(lines.map(asJson), null, 2) : recoveryText(lines));
  return lines.every((line) => line.accepted || isMet(line)) ? 0 : 1;
}

/** The lines of an environment, or of all. */
export function linesOf(stacks: readonly PreparedStack[], name?: string): RecoveryLine[] {
  return recoveryLines(stacks, acceptedLosses).filter(
    ({ stack }) => name === undefined || stack.startsWith(`${name}-`),
  );
}

/** A line without constructs, for programs. */
export function asJson({ place, kind, loss, objective, best, others, accepted }: RecoveryLine) {
  const flat = (means: Means) => ({ ...means, downMinutes: downMinutes(means) });
  return {
    store: place,
    kind,
    loss,
    objective: objective ?? null,
    best: best ? flat(best) : null,
    others: others.map(flat),
    accepted: accepted?.reason ?? null,
    met: accepted !== undefined || isMet({ objective, best }),
  };
}

/** The lines as text, by store. */
export function recoveryText(lines: readonly RecoveryLine[]): string {
  return [...groupBy(lines, ({ place }) => place)]
    .map(([place, own]) => [`${place} (${own[0]!.kind})`, ...own.map(textOf)].join("\n"))
    .join("\n\n");
}

function textOf(line: RecoveryLine): string {
  const { loss, objective, best, others, accepted } = line;
  const head = `  ${loss}: `;
  if (accepted) {
    return `${head}accepted: ${accepted.reason}`;
  }
  if (!best) {
    return `${head}${objective ? "MISSED: no recovery" : "no objective, and no recovery"}`;
  }
  const promised = (minutes: number | undefined) => (minutes === undefined ? "" : ` (objective ${minutes})`);
  const steps = best.steps.map(({ text, minutes }) => `${text} (${minutes})`).join(", ");
  return [
    `${head}${isMet(line) ? "" : "MISSED: "}${best.by}: loses ${best.lostMinutes} min${promised(objective?.lostMinutes)}, back in ${downMinutes(best)} min${promised(objective?.downMinutes)}`,
    `    because ${best.because}`,
    ...(steps ? [`    ${steps}`] : []),
    ...(others.length > 0 ? [`    else ${others.map(({ by }) => by).join(", ")}`] : []),
    ...(objective?.runbook ? [`    runbooks/${objective.runbook}`] : []),
  ].join("\n");
}

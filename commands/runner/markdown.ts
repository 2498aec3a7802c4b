/** The summary of plans as Markdown, for a comment on a pull request. */
import { ATTENTION } from "./attention";
import type { SavedPlan } from "./saved-plan";
import {
  attended,
  changeTable,
  hasChanges,
  inWords,
  inWordsOf,
  MARK,
  type Summary,
  surprising,
  totals,
} from "./summary";

/** Characters that fit into one comment, with a heading before them: GitHub refuses more than 65,536. */
const LIMIT = 64_000;

/** Writes the summary; the list of all changes is shortened to fit, everything that a person must read is not. */
export function markdown(summary: Summary): string {
  const { plans, foreseen, waiting, failed, consumers } = summary;
  const changing = plans.filter(hasChanges);
  const rows = [...changing, ...foreseen.map((plan) => ({ ...plan, id: `${plan.id}\\${MARK}` }))];
  const head = [
    `**${totals(summary)}**`,
    ...(rows.length > 0 ? ["", ...changeTable(rows)] : []),
    ...attended([...plans, ...foreseen]).flatMap(([reason, changes]) => [
      "",
      `### ${ATTENTION[reason]}`,
      ...changes.map(({ id, change }) => `- ${id}: ${code(inWords(change))}`),
    ]),
    ...list(
      "### Plan again after the stacks whose values they read",
      consumers.map(({ id, after }) => `${id}: after ${after.join(", ")}`),
    ),
    ...list(
      `### \\${MARK} Planned with stand-ins for values of stacks that are not applied, so that it cannot be applied`,
      foreseen.map(({ id, standIns }) => `${id}: ${inWordsOf(standIns)}`),
    ),
    ...list("### Other than the plans with stand-ins", surprising(plans)),
    ...list(
      "### Not planned yet",
      waiting.map(({ id, reason }) => `${id}: ${reason}`),
    ),
    ...failed.flatMap(({ id, reason }) => ["", `### ${id} failed`, "```", reason, "```"]),
  ].join("\n");
  return head + details([...changing, ...foreseen], LIMIT - head.length);
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines.map((line) => `- ${line}`)] : [];
}

function details(plans: readonly Pick<SavedPlan, "id" | "changes">[], room: number): string {
  const more = "\n\n_The logs have the rest._\n";
  let result = "";
  for (const { id, changes } of plans) {
    const lines = changes.map((change) => `- ${code(inWords(change))}`);
    const block = ["", "", `<details><summary>${id}</summary>`, "", ...lines, "", "</details>"].join("\n");
    if (result.length + block.length + more.length > room) {
      return result + more;
    }
    result += block;
  }
  return `${result}\n`;
}

/** Addresses have quotes and brackets that Markdown reads otherwise. */
function code(words: string): string {
  return words.replace(/^\S+/, (address) => `\`${address}\``);
}

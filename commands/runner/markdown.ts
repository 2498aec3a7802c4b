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

/**
 * Bytes that fit into one comment, with a heading before them: GitHub refuses more than 65,536 characters, and deliver.yml
 * begins another comment after 65,000 bytes.
 */
const LIMIT = 64_000;

/**
 * Writes the summary. The totals, each change that a person must read, stacks without a plan and their errors are never
 * cut, even if the text is longer than the limit then. The folded lists of all changes are: those are written that fit,
 * and the last line counts the others.
 */
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
      `### \\${MARK} Planned with placeholders for values of stacks that are not applied, so that it cannot be applied`,
      foreseen.map(({ id, placeholders }) => `${id}: ${inWordsOf(placeholders)}`),
    ),
    ...list("### Different from the plans with placeholders", surprising(plans)),
    ...list(
      "### Not planned yet",
      waiting.map(({ id, reason }) => `${id}: ${reason}`),
    ),
    ...failed.flatMap(({ id, reason }) => ["", `### ${id} failed`, ...fenced(reason)]),
  ].join("\n");
  return head + details([...changing, ...foreseen], LIMIT - Buffer.byteLength(head));
}

/** Lines as they are, in a fence longer than any in the text. */
function fenced(text: string): string[] {
  const runs = (text.match(/`{3,}/g) ?? []).map(({ length }) => length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  return [fence, text, fence];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines.map((line) => `- ${line}`)] : [];
}

/** Lists the changes of each plan, folded, as far as there is room. */
function details(plans: readonly Pick<SavedPlan, "id" | "changes">[], room: number): string {
  let result = "";
  for (const [index, { id, changes }] of plans.entries()) {
    const lines = changes.map((change) => `- ${code(inWords(change))}`);
    const block = ["", "", `<details><summary>${id}</summary>`, "", ...lines, "", "</details>"].join("\n");
    const rest = unlisted(plans.slice(index));
    if (Buffer.byteLength(result + block + rest) > room) {
      return result + rest;
    }
    result += block;
  }
  return `${result}\n`;
}

function unlisted(plans: readonly Pick<SavedPlan, "id" | "changes">[]): string {
  const count = plans.reduce((sum, { changes }) => sum + changes.length, 0);
  const ids = plans.map(({ id }) => id).join(" ");
  return `\n\n_${count} changes are not listed, because this text has to fit a comment. After \`pnpm plan ${ids}\` the logs in cdktf.out/logs have them._\n`;
}

/** Addresses have quotes and brackets that Markdown reads otherwise. */
function code(words: string): string {
  return words.replace(/^\S+/, (address) => `\`${address}\``);
}

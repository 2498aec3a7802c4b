/** Shows which resources have lost their address, and writes down what becomes of them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { glob } from "@modules/checks/glob";
import type { Json } from "@modules/checks/json";
import { entriesOf, holdsData, type LedgerEntry, type Loss, lossesOf } from "@modules/checks/ledger";
import { prepare } from "@modules/checks/prepare";
import { closest } from "fastest-levenshtein";
import { ledger, MOVES_FILE, type Move, moves, splitAddress } from "../app/addresses";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { CommandError } from "./error";

/** The ledger, the stacks of today and the file of the moves; tests replace them. */
export interface Estate {
  readonly ledger: readonly LedgerEntry[];
  readonly stacks: Readonly<Record<string, Json>>;
  /** @default the file of this repository */
  readonly file?: string;
}

function estate(): Estate {
  const stacks = prepare(build(checkedEnvironments(platforms)));
  return { ledger: ledger(), stacks: Object.fromEntries(stacks.map(({ id, json }) => [id, json])) };
}

const key = ({ stack, address }: LedgerEntry) => `${stack}:${address}`;

/** `addresses`: prints what is lost with what looks like it; returns 1 if anything that is lost holds data. */
export async function addresses(options: { readonly json?: boolean }, own: Estate = estate()): Promise<number> {
  const losses = lossesOf(own.ledger, own.stacks, settledIn(own));
  const known = new Set(own.ledger.map(key));
  const added = entriesOf(own.stacks).filter((entry) => !known.has(key(entry)));
  if (options.json) {
    console.log(JSON.stringify({ lost: losses, added }, null, 2));
  } else {
    console.log([...losses.map(line), totals(losses, added)].join("\n"));
  }
  return losses.some(({ lost }) => holdsData(lost)) ? 1 : 0;
}

function line({ lost, successor }: Loss): string {
  return `${holdsData(lost) ? "!" : " "} ${key(lost)}${successor ? ` -> ${key(successor)}` : ""}`;
}

function totals(losses: readonly Loss[], added: readonly LedgerEntry[]): string {
  const data = losses.filter(({ lost }) => holdsData(lost)).length;
  const head = `${losses.length} addresses are gone, ${data} of them hold data; ${added.length} are new.`;
  return losses.length === 0
    ? head
    : `${head}\n\`pnpm addresses move --all\` keeps the resources that have a new address above.`;
}

export interface MoveOptions {
  /** Move every resource that has lost its address to the one that looks like it. */
  readonly all?: boolean;
  /** Import id, for a move to another stack. */
  readonly id?: string;
}

/**
 * `addresses move [FROM [TO]]`: writes down a move inside a stack or between two; returns 0.
 *
 * @param to by default the new address that looks like the former one
 */
export async function moveAddress(
  from: string | undefined,
  to: string | undefined,
  { all = false, id }: MoveOptions,
  own: Estate = estate(),
): Promise<number> {
  const losses = lossesOf(own.ledger, own.stacks, settledIn(own));
  if (all) {
    const found = losses.flatMap(({ lost, successor }) => (successor ? [{ lost, successor }] : []));
    if (found.length === 0) {
      throw new CommandError("--all: must find lost addresses with new ones like them, got none; name them");
    }
    return write(
      own,
      found.map(({ lost, successor }) => moveOf(lost, successor, undefined)),
    );
  }
  if (from === undefined) {
    throw new CommandError("move: must have an address, STACK:ADDRESS, got none; name it, or add --all");
  }
  const { lost, successor } = lossAt(from, losses);
  if (to === undefined && successor === undefined) {
    throw new CommandError(`${from}: must have a new address like it, got none; name the new one after it`);
  }
  return write(own, [moveOf(lost, to === undefined ? successor! : entryAt(to, own), id)]);
}

/** `addresses forget|destroy FROM`: writes down that Terraform leaves resources alone, or destroys them; returns 0. */
export async function removeAddress(
  pattern: string,
  action: NonNullable<Move["action"]>,
  own: Estate = estate(),
): Promise<number> {
  const losses = lossesOf(own.ledger, own.stacks, settledIn(own));
  const matching = losses.filter(({ lost }) => glob(pattern).test(key(lost)));
  const chosen = matching.length > 0 ? matching : [lossAt(pattern, losses)];
  return write(
    own,
    chosen.map(({ lost }) => ({ from: key(lost), action })),
  );
}

function lossAt(text: string, losses: readonly Loss[]): Loss {
  const found = losses.find(({ lost }) => key(lost) === text);
  if (!found) {
    const names = losses.map(({ lost }) => key(lost));
    const hint = names.length > 0 ? `did you mean ${closest(text, names)}?` : "no address is lost";
    throw new CommandError(`${text}: must be an address that is lost, STACK:ADDRESS; ${hint}`);
  }
  return found;
}

function entryAt(text: string, { stacks }: Estate): LedgerEntry {
  const { stack, address } = splitAddress(text);
  const entries = entriesOf(stacks);
  const found = entries.find((one) => one.stack === stack && one.address === address);
  if (!found) {
    const like = closest(text, entries.map(key));
    throw new CommandError(`${text}: must be an address of a stack, STACK:ADDRESS; did you mean ${like}?`);
  }
  return found;
}

/** Types that Terraform imports by name. AWS generates the ids of the other types. */
const IMPORTED_BY_NAME: ReadonlySet<string> = new Set([
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_ecr_repository",
  "aws_eks_cluster",
  "aws_elasticache_replication_group",
  "aws_iam_role",
  "aws_lambda_function",
  "aws_rds_cluster",
  "aws_rds_global_cluster",
  "aws_s3_bucket",
]);

function moveOf(lost: LedgerEntry, successor: LedgerEntry, given: string | undefined): Move {
  const move = { from: key(lost), to: key(successor) };
  if (lost.stack === successor.stack) {
    return move;
  }
  const id = given ?? (IMPORTED_BY_NAME.has(lost.address.split(".")[0]!) ? lost.name : undefined);
  if (id === undefined) {
    throw new CommandError(
      `${move.from}: must have an import id to move to another stack, got none; add --id ID, which \`pnpm console ${lost.stack}\` prints for ${lost.address}.id`,
    );
  }
  return { ...move, id };
}

function fileOf({ file = MOVES_FILE }: Estate): string {
  return file;
}

function settledIn(own: Estate): string[] {
  return own.file ? writtenIn(own.file).map(({ from }) => from) : moves.map(({ from }) => from);
}

function writtenIn(file: string): Move[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

function write(own: Estate, added: readonly Move[]): number {
  const file = fileOf(own);
  writeFileSync(file, `${JSON.stringify([...writtenIn(file), ...added], null, 2)}\n`);
  const stacks = new Set(added.flatMap(({ from, to }) => [to ?? from, from]).map((text) => splitAddress(text).stack));
  const present = [...stacks].filter((stack) => stack in own.stacks);
  console.log(
    [
      ...added.map(({ from, to, action }) => (to ? `${from} becomes ${to}` : `${from}: ${ACTIONS[action!]}`)),
      `Written to ${file}. Then run:`,
      "  pnpm document",
      ...(present.length > 0 ? [`  pnpm plan ${present.join(" ")}`, `  pnpm apply ${present.join(" ")}`] : []),
    ].join("\n"),
  );
  return 0;
}

const ACTIONS: Readonly<Record<NonNullable<Move["action"]>, string>> = {
  forget: "Terraform leaves it alone",
  destroy: "Terraform destroys it with its data",
};

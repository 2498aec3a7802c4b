/** The ledger of addresses: every resource that was ever synthesized, and what takes the place of one that is gone. */
import { distance } from "fastest-levenshtein";
import type { Json } from "./json";
import { lostAddresses } from "./moves";
import { STATEFUL_TYPES } from "./policies/protection";

/** A resource in the ledger. */
export interface LedgerEntry {
  /** Id of the stack. */
  readonly stack: string;
  /** Address, such as `aws_s3_bucket.files`. */
  readonly address: string;
  /** Name in the cloud, when the configuration states one. */
  readonly name?: string;
}

/** Arguments that name a resource in its cloud, the most telling one first. */
const NAMES = [
  "bucket",
  "identifier",
  "cluster_identifier",
  "global_cluster_identifier",
  "replication_group_id",
  "function_name",
  "repository_id",
  "name",
];

/** Every resource of the stacks, by stack and address. */
export function entriesOf(stacks: Readonly<Record<string, Json>>): LedgerEntry[] {
  return Object.entries(stacks)
    .flatMap(([stack, { resource = {} }]) =>
      Object.entries<Json>(resource).flatMap(([type, named]) =>
        Object.entries<Json>(named).map(([id, values]) => entryOf(stack, `${type}.${id}`, values)),
      ),
    )
    .sort((a, b) => compare(a.stack, b.stack) || compare(a.address, b.address));
}

function entryOf(stack: string, address: string, values: Json): LedgerEntry {
  const name = NAMES.map((argument) => values[argument]).find(
    (value) => typeof value === "string" && value !== "" && !/[$%]\{|\n/.test(value),
  );
  return { stack, address, ...(name && { name }) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a replacement or a destroy of the resource loses data. */
export function holdsData({ address }: Pick<LedgerEntry, "address">): boolean {
  return STATEFUL_TYPES.includes(address.split(".")[0]!);
}

/** Marks a resource that holds data. */
const MARK = "!";

/** The text of a ledger: a line for each stack, and below it one for each of its resources. */
export function ledgerText(entries: readonly LedgerEntry[]): string {
  const lines = entries.flatMap((entry, index) => {
    const { stack, address, name } = entry;
    const head = entries[index - 1]?.stack === stack ? [] : ["", stack];
    return [...head, `${holdsData(entry) ? MARK : " "} ${address}${name ? `  ${name}` : ""}`];
  });
  return [`# Every resource by stack and address, with its name in the cloud; ${MARK} holds data.`, ...lines, ""].join(
    "\n",
  );
}

/** Reads the text of a ledger. */
export function readLedger(text: string): LedgerEntry[] {
  let stack = "";
  return text.split("\n").flatMap((line) => {
    const [, address, name] = /^[! ] (\S+)(?: {2}(.+))?$/.exec(line) ?? [];
    if (address === undefined) {
      stack = line.startsWith("#") || line === "" ? stack : line;
      return [];
    }
    return [{ stack, address, ...(name && { name }) }];
  });
}

/** A resource whose address is gone, so that Terraform would destroy it. */
export interface Loss {
  readonly lost: LedgerEntry;
  /** New address that looks like the former one. */
  readonly successor?: LedgerEntry;
}

/**
 * The resources of a ledger that no stack has any more, and that no `moved` or `removed` block names.
 *
 * @param settled `STACK:ADDRESS` of resources of former stacks that are destroyed or left alone
 */
export function lossesOf(
  ledger: readonly LedgerEntry[],
  stacks: Readonly<Record<string, Json>>,
  settled: readonly string[] = [],
): Loss[] {
  const key = ({ stack, address }: LedgerEntry) => `${stack} ${address}`;
  const gone = new Set(lostAddresses(ledger.map(key), stacks));
  const lost = ledger.filter((entry) => gone.has(key(entry)) && !settled.includes(`${entry.stack}:${entry.address}`));
  if (lost.length === 0) {
    return [];
  }
  const former = new Set(ledger.map(key));
  const added = entriesOf(stacks).filter((entry) => !former.has(key(entry)));
  const pairs = lost
    .flatMap((one) => added.map((other) => ({ one, other, score: likeness(one, other) })))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score);
  const successors = new Map<LedgerEntry, LedgerEntry>();
  const taken = new Set<LedgerEntry>();
  for (const { one, other } of pairs) {
    if (!successors.has(one) && !taken.has(other)) {
      successors.set(one, other);
      taken.add(other);
    }
  }
  return lost.map((one) => {
    const successor = successors.get(one);
    return { lost: one, ...(successor && { successor }) };
  });
}

/** Likeness from which a new address is proposed for a former one. */
const ALIKE = 0.8;

/** From 0, different, to 3, the same resource at another address. */
function likeness(former: LedgerEntry, added: LedgerEntry): number {
  const [type, id] = parts(former);
  const [otherType, otherId] = parts(added);
  if (type !== otherType) {
    return 0;
  }
  const ids = 1 - distance(id, otherId) / Math.max(id.length, otherId.length);
  const names = former.name && added.name ? (former.name === added.name ? 1.5 : -0.5) : 0;
  return ids + names + (former.stack === added.stack ? 0.5 : 0);
}

/** Type and id, without the digest that cdktf adds to the ids of nested constructs. */
function parts({ address }: LedgerEntry): [type: string, id: string] {
  const [type = "", id = ""] = address.split(".");
  return [type, id.replace(/_[0-9A-F]{8}$/, "")];
}

/** Tables of the classes and types that AWS offers by region, and the faults of values that are not in a table. */
import { suggestion } from "@modules/core/nearest";

export interface Offer {
  /** An entry in words, such as `an instance type of EC2`. */
  readonly words: string;
  /** Text before the family, such as `db.`. */
  readonly prefix: string;
  /** Sizes by family, separated by spaces. */
  readonly sizes: Readonly<Record<string, string>>;
  /** Families that a region does not have, separated by spaces; a region without an entry has all. */
  readonly lacking: Readonly<Record<string, string>>;
  /** Entries that do not consist of a family and a size. @default none */
  readonly alone?: readonly string[];
  /** File of the table, to which a newer entry must be added. */
  readonly file: string;
}

/**
 * The rule that a value breaks and its fix, or undefined when AWS offers it.
 *
 * @param region also check that this region has it
 */
export function offerProblem(offer: Offer, value: string, region?: string): string | undefined {
  const { words, prefix, sizes, lacking, alone = [], file } = offer;
  if (alone.includes(value)) {
    return undefined;
  }
  const [family = "", size = ""] = value.startsWith(prefix) ? value.slice(prefix.length).split(".", 2) : [];
  const known = sizes[family]?.split(" ");
  if (!known?.includes(size) || value !== `${prefix}${family}.${size}`) {
    const otherwise = known
      ? `sizes of ${prefix}${family} are ${known.join(", ")}`
      : `families are in ${file}; add a newer one there`;
    return `must be ${words}; ${suggestion(value, entriesOf(offer), otherwise)}`;
  }
  const absent = region === undefined ? [] : (lacking[region]?.split(" ") ?? []);
  return absent.includes(family)
    ? `must be ${words} that ${region} offers; take another family, or correct the region's list in ${file}`
    : undefined;
}

function entriesOf({ prefix, sizes, alone = [] }: Offer): string[] {
  const placed = Object.entries(sizes).flatMap(([family, names]) =>
    names.split(" ").map((size) => `${prefix}${family}.${size}`),
  );
  return [...placed, ...alone];
}

/** Ranges of IPv4 and IPv6 addresses, and ranges of ports, as pairs of numbers. */
import ipaddr from "ipaddr.js";

/** Addresses from the first to the last, both included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

export interface Address {
  readonly family: 4 | 6;
  readonly number: bigint;
}

/** First and last port, both included. */
export type PortRange = readonly [first: number, last: number];

export const EVERY_PORT: PortRange = [0, 65535];

/** The addresses of a CIDR block; undefined if the text is none. */
export function rangeOf(cidr: unknown): Range | undefined {
  if (typeof cidr !== "string" || !ipaddr.isValidCIDR(cidr)) {
    return undefined;
  }
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const size = 1n << BigInt(bytes.length * 8 - bits);
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const first = number - (number % size);
  return { family: address.kind() === "ipv4" ? 4 : 6, first, last: first + size - 1n };
}

export function holds({ family, first, last }: Range, address: Address): boolean {
  return family === address.family && first <= address.number && address.number <= last;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** The addresses that both ranges hold; undefined if there are none. */
export function intersection(one: Range, other: Range): Range | undefined {
  let { first, last } = one;
  if (other.first > first) {
    first = other.first;
  }
  if (other.last < last) {
    last = other.last;
  }
  return overlaps(one, other) ? { family: one.family, first, last } : undefined;
}

/** The parts of a range that none of the others holds. */
export function complement(range: Range, others: readonly Range[]): Range[] {
  const parts: Range[] = [];
  let next = range.first;
  for (const { first, last } of others
    .filter(({ family }) => family === range.family)
    .sort((one, other) => (one.first < other.first ? -1 : 1))) {
    if (first > next && next <= range.last) {
      parts.push({ family: range.family, first: next, last: first - 1n < range.last ? first - 1n : range.last });
    }
    next = last + 1n > next ? last + 1n : next;
  }
  return next <= range.last ? [...parts, { family: range.family, first: next, last: range.last }] : parts;
}

/**
 * One address of each part of a range in which all addresses are alike: no range of the others begins or ends inside
 * a part.
 */
export function representatives(range: Range, others: Iterable<Range>): Address[] {
  const numbers = new Set([range.first]);
  for (const { family, first, last } of others) {
    for (const cut of [first, last + 1n]) {
      if (family === range.family && range.first < cut && cut <= range.last) {
        numbers.add(cut);
      }
    }
  }
  return [...numbers].map((number) => ({ family: range.family, number }));
}

/** One port of each part of a range in which all ports are alike. */
export function portRepresentatives([first, last]: PortRange, others: Iterable<PortRange>): number[] {
  const ports = new Set([first]);
  for (const [from, to] of others) {
    for (const cut of [from, to + 1]) {
      if (first < cut && cut <= last) {
        ports.add(cut);
      }
    }
  }
  return [...ports];
}

/** Text of an address for a fault, such as `10.0.1.0`. */
export function addressText({ family, number }: Address): string {
  const count = family === 4 ? 4 : 16;
  const bytes = Array.from({ length: count }, (_, index) => Number((number >> BigInt(8 * (count - 1 - index))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** Every address, by family. */
export const EVERYWHERE: readonly Range[] = ["0.0.0.0/0", "::/0"].map((cidr) => rangeOf(cidr)!);

/** Addresses that no route of the internet leads to. */
export const PRIVATE: readonly Range[] = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
].map((cidr) => rangeOf(cidr)!);

/** Every public address, and the ranges that stand for prefix lists of AWS. */
export const WORLD_RANGES: readonly Range[] = EVERYWHERE.flatMap((range) => complement(range, PRIVATE));

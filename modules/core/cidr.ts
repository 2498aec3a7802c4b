/** Arithmetic on IPv4 blocks in canonical form. */

/** First and last address of a block as numbers. */
export function rangeOf(cidr: string): [number, number] {
  const [address = "", bits = "32"] = cidr.split("/");
  const first = address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
}

/** Have the blocks an address in common? */
export function overlap(one: string, other: string): boolean {
  const [first, last] = rangeOf(one);
  const [otherFirst, otherLast] = rangeOf(other);
  return first <= otherLast && otherFirst <= last;
}

/** The address that many after the first of a block. */
export function addressAt(cidr: string, offset: number): string {
  const address = rangeOf(cidr)[0] + offset;
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}

/** Arithmetic on IPv4 blocks in canonical form, such as `10.0.0.0/16`: no bit is set after the prefix. */
import ipaddr from "ipaddr.js";

/** First and last address of a block, as numbers; an address without a prefix length counts as a `/32`. */
export function rangeOf(cidr: string): [number, number] {
  const [address = "", bits = "32"] = cidr.split("/");
  const first = address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
}

/** Whether two blocks share an address. */
export function overlap(one: string, other: string): boolean {
  const [first, last] = rangeOf(one);
  const [otherFirst, otherLast] = rangeOf(other);
  return first <= otherLast && otherFirst <= last;
}

/** Address at an offset from the first of a block: `addressAt("10.0.0.0/16", 2)` is `10.0.0.2`. */
export function addressAt(cidr: string, offset: number): string {
  const address = rangeOf(cidr)[0] + offset;
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}

/** Whether the outer block holds every address of the inner one. */
export function contains(outer: string, inner: string): boolean {
  const [outerNetwork, outerBits] = ipaddr.IPv4.parseCIDR(outer);
  const [innerNetwork, innerBits] = ipaddr.IPv4.parseCIDR(inner);
  return outerBits <= innerBits && innerNetwork.match(outerNetwork, outerBits);
}

/** Pairs of blocks that share an address, each pair once, in the order of the list. */
export function overlapping<T>(blocks: readonly T[], cidrOf: (block: T) => string): [T, T][] {
  const ranges = blocks.map((block) => rangeOf(cidrOf(block)));
  return blocks.flatMap((one, index) =>
    blocks
      .filter((_, later) => {
        const [first, last] = ranges[index]!;
        return later > index && first <= ranges[later]![1] && ranges[later]![0] <= last;
      })
      .map((other): [T, T] => [one, other]),
  );
}

/** Whether the value is an IPv4 block with four octets and a prefix length. */
export function isCidr(value: unknown): value is string {
  return typeof value === "string" && ipaddr.IPv4.isValidCIDRFourPartDecimal(value);
}

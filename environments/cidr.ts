/** Arithmetic on IPv4 blocks that were already checked to be canonical. */
import ipaddr from "ipaddr.js";

export function overlaps(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

/** Is every address of the inner block also one of the outer block? */
export function contains(outer: string, inner: string): boolean {
  const [outerNetwork, outerBits] = ipaddr.IPv4.parseCIDR(outer);
  const [innerNetwork, innerBits] = ipaddr.IPv4.parseCIDR(inner);
  return outerBits <= innerBits && innerNetwork.match(outerNetwork, outerBits);
}

/** Two blocks may overlap only when one holds the other, so each pair is compared once. */
export function overlapping<T>(blocks: readonly T[], cidrOf: (block: T) => string): [T, T][] {
  return blocks.flatMap((one, index) =>
    blocks
      .slice(index + 1)
      .filter((other) => overlaps(cidrOf(one), cidrOf(other)))
      .map((other): [T, T] => [one, other]),
  );
}

export function isCidr(value: unknown): value is string {
  return typeof value === "string" && ipaddr.IPv4.isValidCIDRFourPartDecimal(value);
}

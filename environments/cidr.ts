/** Arithmetic on IPv4 blocks that were already checked to be canonical. */
import { rangeOf } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";

/** Is every address of the inner block also one of the outer block? */
export function contains(outer: string, inner: string): boolean {
  const [outerNetwork, outerBits] = ipaddr.IPv4.parseCIDR(outer);
  const [innerNetwork, innerBits] = ipaddr.IPv4.parseCIDR(inner);
  return outerBits <= innerBits && innerNetwork.match(outerNetwork, outerBits);
}

/** Pairs of blocks that share an address, in the order of the blocks. */
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

export function isCidr(value: unknown): value is string {
  return typeof value === "string" && ipaddr.IPv4.isValidCIDRFourPartDecimal(value);
}

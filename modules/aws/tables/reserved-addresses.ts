import { addressAt, isCidr, rangeOf } from "@modules/core/cidr";

/** Number of addresses that AWS reserves in every subnet: the first four and the last. */
export const RESERVED_ADDRESSES = 5;

/**
 * The rule that an address breaks and its fix, or undefined when an instance in the subnet can have the address.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function reservedAddressProblem(cidr: string, address: string): string | undefined {
  if (!isCidr(cidr) || !isCidr(`${address}/32`)) {
    return undefined;
  }
  const [first, last] = rangeOf(cidr);
  const [at] = rangeOf(address);
  const rule = `must be ${addressAt(cidr, 4)} to ${addressAt(cidr, last - first - 1)}`;
  if (at < first || at > last) {
    return `${rule}, in the subnet's ${cidr}; take one of these`;
  }
  return at < first + 4 || at === last
    ? `${rule}, as AWS keeps the first four addresses of ${cidr} and the last; take another`
    : undefined;
}

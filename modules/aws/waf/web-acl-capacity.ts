import {
  COUNTRIES_CAPACITY,
  IP_SET_CAPACITY,
  MANAGED_GROUP_CAPACITY,
  type ManagedGroup,
  MISSING_HEADER_CAPACITY,
  PATTERN_SET_CAPACITY,
  RATE_LIMIT_CAPACITY,
} from "./managed-rules";
import type { ClientAddress } from "./web-acl-rules";

/** Props of a web ACL that decide which rules it has. */
interface RuleSettings {
  readonly managedGroups: Readonly<Record<string, ManagedGroup>>;
  readonly rateLimit?: number;
  readonly blockedCountries: readonly string[];
  readonly proxyCidrs: readonly string[];
  readonly proxyHeader?: object;
}

/** Capacity of all rules of a web ACL, in WCU. @param addresses sources of client addresses, each with rules of its own */
export function capacityOf(settings: RuleSettings, addresses: readonly ClientAddress[]): number {
  const { managedGroups, rateLimit, blockedCountries, proxyCidrs, proxyHeader } = settings;
  const families = new Set(proxyCidrs.map((cidr) => cidr.includes(":"))).size;
  const each = (capacity: number) =>
    addresses.reduce((sum, { unlessHeader }) => sum + capacity + (unlessHeader ? MISSING_HEADER_CAPACITY : 0), 0);
  return Object.values(managedGroups).reduce<number>(
    (sum, group) => sum + MANAGED_GROUP_CAPACITY[group],
    families * IP_SET_CAPACITY +
      (proxyHeader === undefined ? 0 : PATTERN_SET_CAPACITY) +
      (rateLimit === undefined ? 0 : each(RATE_LIMIT_CAPACITY)) +
      (blockedCountries.length === 0 ? 0 : each(COUNTRIES_CAPACITY)),
  );
}

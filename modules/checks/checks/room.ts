/** Checks that subnets have room for everything in them: a subnet cannot grow, and what finds no address does not start. */
import { RESERVED_ADDRESSES } from "@modules/aws/tables/reserved-addresses";
import { isCidr } from "@modules/core/cidr";
import type { AddressUsage } from "../model/address-usage";
import type { Block } from "../model/blocks";
import { resourceGraph } from "../model/resources";
import { addressUsages } from "../model/subnet-counts";
import { groupBy, sum } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Number of the largest users that a fault names. */
const NAMED = 4;

/** Addresses of a block of prefix delegation. */
const BLOCK = 16;

/** Checks each subnet at the size that an apply starts with, and at the largest size. */
export function roomFaults(stacks: readonly PreparedStack[]): string[] {
  const bySubnet = groupBy(addressUsages(resourceGraph(stacks)), ({ subnet }) => subnet);
  return [...bySubnet].flatMap(([subnet, usages]) => {
    const cidr = subnet.attributes.cidr_block;
    return isCidr(cidr) ? subnetFaults(subnet, cidr, usages) : [];
  });
}

function subnetFaults(subnet: Block, cidr: string, usages: readonly AddressUsage[]): string[] {
  return (
    faultAt(subnet, cidr, usages, ({ count }) => count, "at the size that an apply starts with") ??
    faultAt(subnet, cidr, usages, ({ peak }) => peak, "when everything has scaled out") ??
    []
  );
}

function faultAt(
  { path }: Block,
  cidr: string,
  usages: readonly AddressUsage[],
  sizeOf: (usage: AddressUsage) => number,
  when: string,
): string[] | undefined {
  const size = 2 ** (32 - Number(cidr.split("/")[1]));
  const needed = sum(usages.map(sizeOf));
  const inBlocks = sum(usages.filter(({ blocks }) => blocks).map(sizeOf));
  const free = size - RESERVED_ADDRESSES;
  // The reserved addresses make the first and the last block of 16 useless to prefixes.
  const freeInBlocks = Math.max(0, size - 2 * BLOCK);
  if (needed <= free && inBlocks <= freeInBlocks) {
    return undefined;
  }
  const available = needed > free ? free : freeInBlocks;
  return [
    `${path}: cidr_block must have ${needed > free ? needed : inBlocks} addresses ${when}, got ${available} in ${cidr}, of which ${usersInWords(usages, sizeOf)}; give it a larger block, move some into another subnet, or lower their largest sizes`,
  ];
}

/** The users that take most, each with its addresses. */
function usersInWords(usages: readonly AddressUsage[], sizeOf: (usage: AddressUsage) => number): string {
  const totals = [...groupBy(usages, ({ user, blocks }) => `${user.path}${blocks ? " (pods)" : ""}`)]
    .map(([name, own]) => ({ name, total: sum(own.map(sizeOf)) }))
    .sort((one, other) => other.total - one.total);
  const rest = sum(totals.slice(NAMED).map(({ total }) => total));
  const named = totals.slice(0, NAMED).map(({ name, total }) => `${name} takes ${total}`);
  return [...named, ...(rest > 0 ? [`others take ${rest}`] : [])].join(", ");
}

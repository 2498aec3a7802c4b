/** Checks that subnets of Google Cloud and their ranges of pods have room for everything in them at the largest size. */
import { isCidr } from "@modules/core/cidr";
import type { Block } from "../model/blocks";
import { type GoogleUsage, googleUsages } from "../model/google-address-counts";
import { resourceGraph } from "../model/resources";
import { groupBy, list, sum } from "../model/values";
import type { PreparedStack } from "../prepare";

/** The first two and the last two addresses: https://cloud.google.com/vpc/docs/subnets#unusable-ip-addresses-in-every-subnet */
const RESERVED = 4;

/** Number of the largest users that a fault names. */
const NAMED = 4;

/** Checks each subnet, and each secondary range of it that holds pods. */
export function googleRoomFaults(stacks: readonly PreparedStack[]): string[] {
  const bySubnet = groupBy(googleUsages(resourceGraph(stacks)), ({ subnet }) => subnet);
  return [...bySubnet].flatMap(([subnet, usages]) => [...addressFaults(subnet, usages), ...podFaults(subnet, usages)]);
}

function addressFaults({ path, attributes }: Block, usages: readonly GoogleUsage[]): string[] {
  const cidr = attributes.ip_cidr_range;
  const needed = sum(usages.map(({ peak }) => peak));
  if (!isCidr(cidr) || needed <= sizeOf(cidr) - RESERVED) {
    return [];
  }
  return [
    `${path}: ip_cidr_range must have ${needed} addresses when everything has scaled out, got ${sizeOf(cidr) - RESERVED} in ${cidr}, of which ${inWords(usages)}; widen it, or lower their largest sizes`,
  ];
}

function podFaults({ path, attributes }: Block, usages: readonly GoogleUsage[]): string[] {
  const byRange = groupBy(usages, ({ pods }) => pods?.name);
  return list(attributes.secondary_ip_range).flatMap(({ range_name: name, ip_cidr_range: cidr }) => {
    const own = byRange.get(name) ?? [];
    const needed = sum(own.map(({ peak, pods }) => peak * pods!.block));
    return isCidr(cidr) && needed > sizeOf(cidr)
      ? [
          `${path}: secondary_ip_range ${name} must have ${needed} addresses for the pods of all nodes, got ${sizeOf(cidr)} in ${cidr}, of which ${inWords(own)}; add a range for further pools, lower max_pods_per_node, or lower their largest sizes`,
        ]
      : [];
  });
}

function sizeOf(cidr: string): number {
  return 2 ** (32 - Number(cidr.split("/")[1]));
}

function inWords(usages: readonly GoogleUsage[]): string {
  return [...usages]
    .sort((one, other) => other.peak - one.peak)
    .slice(0, NAMED)
    .map(({ user, peak, pods }) => `${user.path} takes ${peak}${pods ? ` nodes of ${pods.block} addresses` : ""}`)
    .join(", ");
}

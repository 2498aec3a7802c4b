/** Rules on the groups of subnets of an environment's networks. */
import { nearest } from "@modules/core/nearest";
import type { Environment } from "./environment";
import { type Fault, type Given, listOf } from "./faults";
import type { NetworkSettings } from "./network";

export function subnetGroupFaults(environment: NonNullable<Given<Environment>>): Fault[] {
  return [...groupNameFaults(environment), ...availabilityFaults(environment)];
}

/** Groups of subnets that stacks of every platform use. */
const GROUPS = ["public", "private"];

function groupNameFaults({ network }: NonNullable<Given<Environment>>): Fault[] {
  const { subnets } = network ?? {};
  if (typeof subnets !== "object" || subnets === null) {
    return [];
  }
  const names = Object.keys(subnets);
  return GROUPS.filter((group) => !names.includes(group)).map((group) => {
    const near = nearest(group, names);
    const fix = near ? `rename ${near} to ${group}` : `add ${group}`;
    return { path: ["network", "subnets"], message: `must have a group named ${group}; ${fix}`, input: names };
  });
}

/** Subnet groups of databases and load balancers need subnets in two availability zones. */
function availabilityFaults({ network, secondaryRegions = {} }: NonNullable<Given<Environment>>): Fault[] {
  const zones = network?.availabilityZones;
  const message = "must be at least two, as databases and load balancers require";
  if (Array.isArray(zones) && listOf(zones).length < 2) {
    return [{ path: ["network", "availabilityZones"], message, input: zones }];
  }
  return [
    ...groupFaults(["network"], network),
    ...Object.entries(secondaryRegions).flatMap(([region, secondary]) =>
      groupFaults(["secondaryRegions", region, "network"], secondary?.network),
    ),
  ];
}

/**
 * Every group of subnets must be in at least two availability zones, and every availability zone of the network must
 * have a subnet.
 */
function groupFaults(path: readonly string[], network: Given<NetworkSettings>): Fault[] {
  const groups = Object.entries(network?.subnets ?? {});
  const used = groups.flatMap(([, group]) => Object.keys(group?.cidrs ?? {}));
  const message = "must be in at least two availability zones, as databases and load balancers require; add a block";
  return [
    ...groups
      .filter(([, group]) => Object.keys(group?.cidrs ?? {}).length === 1)
      .map(([name, group]) => ({
        path: [...path, "subnets", name, "cidrs"],
        message,
        input: Object.keys(group?.cidrs ?? {})[0],
      })),
    ...listOf(network?.availabilityZones)
      .filter((zone) => zone !== undefined && used.length > 0 && !used.includes(zone))
      .map((zone) => ({
        path: [...path, "availabilityZones"],
        message: "must each have a subnet; give it one in subnets, or leave it out",
        input: zone,
      })),
  ];
}

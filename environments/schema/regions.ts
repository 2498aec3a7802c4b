/** Rules between regions and the availability zones in them. */
import { availabilityZonesOf, regionProblem } from "@modules/aws/tables/regions";
import type { Environment } from "./environment";
import { type Fault, type Given, listOf } from "./faults";
import { availabilityZone, awsRegion } from "./fields";
import type { NetworkSettings } from "./network";

/**
 * The availability zones of each network must be in its region. When no zone is, the region is probably wrong, and only
 * it gets a fault.
 */
export function regionFaults({ account, network, secondaryRegions = {} }: NonNullable<Given<Environment>>): Fault[] {
  return [
    ...networkRegionFaults(["account", "region"], account?.region, ["network"], network),
    ...Object.entries(secondaryRegions).flatMap(([region, secondary]) => {
      const path = ["secondaryRegions", region];
      return networkRegionFaults(path, region, [...path, "network"], secondary?.network);
    }),
  ];
}

function networkRegionFaults(
  regionPath: string[],
  region: string | undefined,
  networkPath: string[],
  network: Given<NetworkSettings>,
): Fault[] {
  const problem = region === undefined ? undefined : regionProblem(region);
  if (problem) {
    return [{ path: regionPath, message: problem, input: region }];
  }
  const zones = listOf(network?.availabilityZones).filter((zone) => availabilityZone.safeParse(zone).success);
  const strays = availabilityZoneFaults(region, networkPath, network);
  if (strays.length > 0 && strays.length === zones.length) {
    const message = `must be the region of its availability zones (${zones.join(", ")})`;
    return [{ path: regionPath, message, input: region }];
  }
  return strays;
}

/** The availability zones of a network must be in the region. */
export function availabilityZoneFaults(
  region: string | undefined,
  networkPath: readonly string[],
  network: Given<NetworkSettings>,
): Fault[] {
  if (!awsRegion.safeParse(region).success) {
    return [];
  }
  const path = [...networkPath, "availabilityZones"];
  return listOf(network?.availabilityZones)
    .filter((zone) => availabilityZone.safeParse(zone).success && zone?.slice(0, -1) !== region)
    .map((zone) => ({
      path,
      message: `must be in ${region}; those are ${availabilityZonesOf(region ?? "").join(", ")}`,
      input: zone,
    }));
}

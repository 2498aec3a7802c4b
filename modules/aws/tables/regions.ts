import { suggestion } from "@modules/core/nearest";

/**
 * Regions of AWS with the letters of their availability zones. AWS adds regions and zones: add a new one here. An
 * account may have access to only some zones of a region, and the same letter can mean different zones in two accounts.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html, May 2026.
 */
export const REGIONS: Readonly<Record<string, string>> = {
  "af-south-1": "abc",
  "ap-east-1": "abc",
  "ap-east-2": "abc",
  "ap-northeast-1": "abcd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": "abc",
  "ap-south-1": "abc",
  "ap-south-2": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
  "ap-southeast-3": "abc",
  "ap-southeast-4": "abc",
  "ap-southeast-5": "abc",
  "ap-southeast-6": "abc",
  "ap-southeast-7": "abc",
  "ca-west-1": "abc",
  "ca-central-1": "abcd",
  "cn-north-1": "abc",
  "cn-northwest-1": "abc",
  "eu-central-1": "abc",
  "eu-central-2": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-south-2": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "il-central-1": "abc",
  "me-south-1": "abc",
  "me-central-1": "abc",
  "mx-central-1": "abc",
  "sa-east-1": "abc",
  "us-east-1": "abcdef",
  "us-east-2": "abc",
  "us-gov-east-1": "abc",
  "us-gov-west-1": "abc",
  "us-west-1": "abc",
  "us-west-2": "abcd",
  "eusc-de-east-1": "abc",
};

/** Availability zones of a region. */
export function availabilityZonesOf(region: string): string[] {
  return [...(REGIONS[region] ?? "")].map((letter) => region + letter);
}

/** The rule that a region breaks and its fix, or undefined when AWS has the region. */
export function regionProblem(region: string): string | undefined {
  const otherwise = "regions are in modules/aws/tables/regions.ts; add a newer one there";
  return REGIONS[region]
    ? undefined
    : `must be a region of AWS; ${suggestion(region, Object.keys(REGIONS), otherwise)}`;
}

/**
 * The rule that an availability zone breaks and its fix, or undefined when its region has it.
 *
 * @param region region that the zone must be in; by default the region in its name
 */
export function availabilityZoneProblem(zone: string, region = zone.slice(0, -1)): string | undefined {
  const zones = availabilityZonesOf(region);
  return zones.length === 0 || zones.includes(zone)
    ? undefined
    : `must be an availability zone of ${region}; those are ${zones.join(", ")}`;
}

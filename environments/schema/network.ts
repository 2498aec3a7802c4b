import { contains, isCidr, overlapping } from "@modules/core/cidr";
import { suggestion } from "@modules/core/nearest";
import { z } from "zod";
import type { Fault } from "./faults";
import { availabilityZone, cidr, logRetentionDays } from "./fields";

/**
 * Networks that hosts use themselves, Docker's default bridge and the link-local range, so that they could not connect
 * to a VPC there.
 */
const RESERVED = ["172.17.0.0/16", "169.254.0.0/16"];

export const networkSchema = z
  .strictObject({
    /** Block of the VPC, /16 to /28; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
    cidr,
    /** Availability zones that groups of subnets may use. */
    availabilityZones: z.array(availabilityZone).min(1, { error: "must name at least one availability zone" }),
    /**
     * Groups of subnets by name. A `public` group has a route to the internet gateway, a `private` group reaches the
     * internet through NAT gateways, and an `isolated` group reaches no address outside the VPC.
     */
    subnets: z.record(
      z.string(),
      z.strictObject({
        tier: z.enum(["public", "private", "isolated"]),
        /** Blocks of the subnets by availability zone, /16 to /28. */
        cidrs: z.record(z.string(), cidr),
      }),
    ),
    /**
     * NAT gateways of the private groups. With `per-zone`, the other availability zones keep internet access when one
     * fails; `single` costs a third of that in three zones; `none` is for networks without private groups.
     */
    natGateways: z.enum(["per-zone", "single", "none"]),
    /** Give instances in public subnets a public address at launch. Load balancers and NAT gateways do not need it. */
    publicIpOnLaunch: z.boolean().default(true),
    /**
     * Days that flow logs are kept. Most of the cost is for ingestion, not storage: CloudWatch Logs bills 0.50 USD for
     * each ingested GB in us-east-1, so a busy network costs hundreds of dollars a month.
     * https://aws.amazon.com/cloudwatch/pricing/
     */
    flowLogRetentionDays: logRetentionDays,
  })
  .superRefine((network, context) => {
    for (const { path, message, input } of faultsOf(network)) {
      context.addIssue({ code: "custom", path, message, input, continue: true });
    }
  });

export type NetworkSettings = z.infer<typeof networkSchema>;

interface Subnet {
  readonly path: string[];
  readonly zone: string;
  readonly cidr: string;
}

function faultsOf(network: NetworkSettings): Fault[] {
  const subnets = Object.entries(network.subnets).flatMap(([group, { cidrs }]) =>
    Object.entries(cidrs).map(([zone, cidr]): Subnet => ({ path: ["subnets", group, "cidrs", zone], zone, cidr })),
  );
  const valid = subnets.filter(({ cidr: block }) => cidr.safeParse(block).success);
  return [
    ...vpcFaults(network),
    ...availabilityZoneFaults(network, subnets),
    ...natFaults(network),
    ...subnetFaults(network, valid),
  ];
}

function vpcFaults({ cidr }: NetworkSettings): Fault[] {
  if (!isCidr(cidr)) {
    return [];
  }
  const reserved = RESERVED.find((block) => contains(cidr, block) || contains(block, cidr));
  return [
    ...(inVpcRange(cidr) ? [] : [{ path: ["cidr"], message: "must be a /16 to /28", input: cidr }]),
    ...(reserved
      ? [{ path: ["cidr"], message: `must not overlap ${reserved}, which hosts use themselves`, input: cidr }]
      : []),
  ];
}

const ADD_ZONE = "add it there, or move the block";

function availabilityZoneFaults({ availabilityZones: zones }: NetworkSettings, subnets: readonly Subnet[]): Fault[] {
  const repeated = zones.find((zone, index) => zones.indexOf(zone) !== index);
  const message = (zone: string) =>
    `must be one of availabilityZones (${zones.join(", ")}); ${
      availabilityZone.safeParse(zone).success ? ADD_ZONE : suggestion(zone, zones, ADD_ZONE)
    }`;
  return [
    ...(repeated
      ? [{ path: ["availabilityZones"], message: "must name each availability zone once", input: repeated }]
      : []),
    ...subnets
      .filter(({ zone }) => !zones.includes(zone))
      .map(({ path, zone }) => ({ path, message: message(zone), input: zone })),
  ];
}

/** A private subnet needs a public subnet in its own availability zone for the NAT gateway. */
function natFaults({ subnets, natGateways }: NetworkSettings): Fault[] {
  const groups = Object.entries(subnets);
  const hasPublic = new Set(
    groups.filter(([, { tier }]) => tier === "public").flatMap(([, { cidrs }]) => Object.keys(cidrs)),
  );
  const privateGroups = groups.filter(([, { tier }]) => tier === "private");
  const stranded = privateGroups.flatMap(([group, { cidrs }]) =>
    Object.keys(cidrs)
      .filter((zone) => !hasPublic.has(zone))
      .map((zone) => ({
        path: ["subnets", group, "cidrs", zone],
        message: "must have a public subnet in the same availability zone for its NAT gateway",
        input: zone,
      })),
  );
  const message = "must be per-zone or single while there are private subnets";
  return natGateways === "none" && privateGroups.length > 0
    ? [...stranded, { path: ["natGateways"], message, input: natGateways }]
    : stranded;
}

/** Every subnet must be in the VPC's block. When none is, the block is probably wrong, and only it gets a fault. */
function subnetFaults({ cidr: vpc }: NetworkSettings, subnets: readonly Subnet[]): Fault[] {
  const outside = isCidr(vpc) ? subnets.filter(({ cidr }) => !contains(vpc, cidr)) : [];
  if (outside.length > 1 && outside.length === subnets.length) {
    const message = `must hold its subnets (${subnets.map(({ cidr }) => cidr).join(", ")}); widen it, or move them`;
    return [{ path: ["cidr"], message, input: vpc }];
  }
  return [
    ...subnets
      .filter(({ cidr }) => !inVpcRange(cidr))
      .map(({ path, cidr }) => ({ path, message: "must be a /16 to /28", input: cidr })),
    ...outside.map(({ path, cidr }) => ({
      path,
      message: `must lie inside the VPC's ${vpc}; take a block of it`,
      input: cidr,
    })),
    ...overlapping(subnets, ({ cidr }) => cidr).map(([one, other]) => ({
      path: other.path,
      message: `must not overlap ${one.path.join(".")} (${one.cidr}); take a free block`,
      input: other.cidr,
    })),
  ];
}

function inVpcRange(cidr: string): boolean {
  const bits = Number(cidr.split("/")[1]);
  return bits >= 16 && bits <= 28;
}

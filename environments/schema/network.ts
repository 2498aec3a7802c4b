import { contains, isCidr, overlapping } from "@modules/core/cidr";
import { z } from "zod";
import { awsZone, cidr, logRetentionDays } from "./fields";

/** Docker's default bridge and the link-local range: a VPC there cannot reach its own hosts. */
const RESERVED = ["172.17.0.0/16", "169.254.0.0/16"];

export const networkSchema = z
  .strictObject({
    /** Block of the VPC, /16 to /28; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
    cidr,
    /** Availability zones in use; every group of subnets lies in some of these. */
    zones: z.array(awsZone).min(1, { error: "must name at least one zone" }),
    /**
     * Groups of subnets by name. The tier is their reach: `public` has a route
     * to the internet gateway, `private` goes out through NAT, `isolated`
     * reaches nothing outside the VPC.
     */
    subnets: z.record(
      z.string(),
      z.strictObject({
        tier: z.enum(["public", "private", "isolated"]),
        /** Block per zone, /16 to /28. */
        cidrs: z.record(z.string(), cidr),
      }),
    ),
    /**
     * One NAT gateway per zone survives the loss of a zone; a single one costs a
     * third; `none` is for a network without private subnets.
     */
    natGateways: z.enum(["per-zone", "single", "none"]),
    /** Whether what is launched in public subnets gets a public address unasked; load balancers and NAT gateways bring theirs. */
    publicIpOnLaunch: z.boolean().default(true),
    /** Days the flow logs are kept. */
    flowLogRetentionDays: logRetentionDays,
  })
  .superRefine((network, context) => {
    for (const { path, message, input } of networkFaults(network)) {
      context.addIssue({ code: "custom", path, message, input, continue: true });
    }
  });

export type Network = z.infer<typeof networkSchema>;

interface NetworkFault {
  readonly path: string[];
  readonly message: string;
  readonly input: unknown;
}

interface Block {
  readonly path: string[];
  readonly zone: string;
  readonly cidr: string;
}

function networkFaults(network: Network): NetworkFault[] {
  const blocks = Object.entries(network.subnets).flatMap(([group, { cidrs }]) =>
    Object.entries(cidrs).map(([zone, cidr]): Block => ({ path: ["subnets", group, "cidrs", zone], zone, cidr })),
  );
  const valid = blocks.filter((block) => isCidr(block.cidr));
  return [...vpcFaults(network), ...zoneFaults(network, blocks), ...blockFaults(network, valid)];
}

function vpcFaults({ cidr, zones }: Network): NetworkFault[] {
  const faults: NetworkFault[] = [];
  const repeated = zones.find((zone, index) => zones.indexOf(zone) !== index);
  if (repeated) {
    faults.push({ path: ["zones"], message: "must name each zone once", input: repeated });
  }
  if (!isCidr(cidr)) {
    return faults;
  }
  if (!inVpcRange(cidr)) {
    faults.push({ path: ["cidr"], message: "must be a /16 to /28", input: cidr });
  }
  const reserved = RESERVED.find((block) => contains(cidr, block) || contains(block, cidr));
  if (reserved) {
    faults.push({ path: ["cidr"], message: `must not overlap ${reserved}, which hosts use themselves`, input: cidr });
  }
  return faults;
}

function zoneFaults({ zones, subnets, natGateways }: Network, blocks: readonly Block[]): NetworkFault[] {
  const unlisted = blocks
    .filter(({ zone }) => !zones.includes(zone))
    .map(({ path, zone }) => ({
      path,
      message: `must be in a zone listed in zones (${zones.join(", ")})`,
      input: zone,
    }));
  const groups = Object.entries(subnets);
  const hasPublic = new Set(
    groups.filter(([, { tier }]) => tier === "public").flatMap(([, { cidrs }]) => Object.keys(cidrs)),
  );
  const stranded = groups
    .filter(([, { tier }]) => tier === "private")
    .flatMap(([group, { cidrs }]) =>
      Object.keys(cidrs)
        .filter((zone) => !hasPublic.has(zone))
        .map((zone) => ({
          path: ["subnets", group, "cidrs", zone],
          message: "must have a public subnet in the same zone for its NAT gateway",
          input: zone,
        })),
    );
  const natless =
    natGateways === "none" && groups.some(([, { tier }]) => tier === "private")
      ? [
          {
            path: ["natGateways"],
            message: "must be per-zone or single while there are private subnets",
            input: natGateways,
          },
        ]
      : [];
  return [...unlisted, ...stranded, ...natless];
}

function blockFaults({ cidr: vpc }: Network, blocks: readonly Block[]): NetworkFault[] {
  const outside = isCidr(vpc) ? blocks.filter(({ cidr }) => !contains(vpc, cidr)) : [];
  return [
    ...blocks
      .filter(({ cidr }) => !inVpcRange(cidr))
      .map(({ path, cidr }) => ({ path, message: "must be a /16 to /28", input: cidr })),
    ...outside.map(({ path, cidr }) => ({ path, message: `must lie inside the VPC's ${vpc}`, input: cidr })),
    ...overlapping(blocks, ({ cidr }) => cidr).map(([one, other]) => ({
      path: other.path,
      message: `must not overlap ${one.path.join(".")} (${one.cidr})`,
      input: other.cidr,
    })),
  ];
}

function inVpcRange(cidr: string): boolean {
  const bits = Number(cidr.split("/")[1]);
  return bits >= 16 && bits <= 28;
}

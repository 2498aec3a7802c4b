import type { IConstruct } from "constructs";

/**
 * Tier of a subnet: `public` has a route to the internet gateway, `private` has a route to a NAT gateway, `isolated`
 * has neither.
 */
export type SubnetTier = "public" | "private" | "isolated";

export interface PlacedSubnet {
  readonly id: string;

  /** CIDR block of the subnet. */
  readonly cidr: string;

  /** Id of the route table that the subnet is associated with. */
  readonly routeTableId: string;
}

/** Subnets of one tier. */
export interface PlacedSubnetGroup {
  readonly tier: SubnetTier;

  /** The subnet in each availability zone, such as `us-east-1a`. */
  readonly subnets: Readonly<Record<string, PlacedSubnet>>;
}

/** The subnets of a VPC, by the name of their group. */
export class VpcSubnets {
  private readonly vpc: IConstruct;
  private readonly groups: Readonly<Record<string, PlacedSubnetGroup>>;
  private readonly tableName: (tier: SubnetTier, zone: string, subnet: PlacedSubnet) => string;

  /** @param tableName returns the name of a subnet's route table, which is part of the construct ids of routes */
  constructor(
    vpc: IConstruct,
    groups: Readonly<Record<string, PlacedSubnetGroup>>,
    tableName: (tier: SubnetTier, zone: string, subnet: PlacedSubnet) => string,
  ) {
    this.vpc = vpc;
    this.groups = groups;
    this.tableName = tableName;
  }

  /** Ids of a group's subnets in the given availability zones, or in all. */
  ids(group: string, availabilityZones?: readonly string[]): string[] {
    const byZone = this.idsByAvailabilityZone(group);
    const unknown = availabilityZones?.find((zone) => byZone[zone] === undefined);
    if (unknown !== undefined) {
      const known = Object.keys(byZone).join(" or ");
      throw new Error(
        `${this.vpc.node.path}: availability zone of subnet group ${group} must be ${known}, got ${unknown}`,
      );
    }
    return Object.entries(byZone)
      .filter(([zone]) => availabilityZones?.includes(zone) ?? true)
      .map(([, id]) => id);
  }

  /** Ids of a group's subnets, by availability zone. */
  idsByAvailabilityZone(group: string): Record<string, string> {
    return Object.fromEntries(Object.entries(this.group(group).subnets).map(([zone, { id }]) => [zone, id]));
  }

  /** Ids of route tables by name: those of the given groups, or of all groups that are not public. */
  routeTableIds(
    groups: readonly string[] = [...this.namesOf("private"), ...this.namesOf("isolated")],
  ): Record<string, string> {
    return Object.fromEntries(
      groups.flatMap((name) => {
        const { tier, subnets } = this.group(name);
        return Object.entries(subnets).map(([zone, subnet]) => [
          this.tableName(tier, zone, subnet),
          subnet.routeTableId,
        ]);
      }),
    );
  }

  private namesOf(tier: SubnetTier): string[] {
    return Object.keys(this.groups).filter((name) => this.groups[name]!.tier === tier);
  }

  private group(name: string): PlacedSubnetGroup {
    const found = this.groups[name];
    if (!found) {
      const known = Object.keys(this.groups).join(" or ") || "declared first";
      throw new Error(`${this.vpc.node.path}: subnet group must be ${known}, got ${name}`);
    }
    return found;
  }
}

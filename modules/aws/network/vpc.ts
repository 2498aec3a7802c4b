import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct, type IConstruct } from "constructs";
import { type NatMode, type PlacedSubnet, VpcRoutes } from "./vpc-routes";

export interface IVpc extends IConstruct {
  readonly id: string;
  /** Block of the VPC; known at synth. */
  readonly cidr: string;
  /**
   * Ids of a group's subnets, in the order of their zones.
   * @param zones only those in these zones; in all when left out
   */
  subnetIds(group: string, zones?: readonly string[]): string[];
}

export interface SubnetGroup {
  /** `public` routes to the internet gateway, `private` out through NAT, `isolated` nowhere. */
  readonly tier: "public" | "private" | "isolated";
  /** Block per zone. */
  readonly cidrs: Readonly<Record<string, string>>;
}

export interface VpcProps {
  /** Begins the `Name` tag of everything in the VPC. */
  readonly name: string;

  /** /16 to /28; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
  readonly cidr: string;

  /** Groups of subnets by name. A subnet is keyed by its zone, so that a new zone moves no other. */
  readonly subnets: Readonly<Record<string, SubnetGroup>>;

  /** `per-zone` survives the loss of a zone. @default "per-zone" */
  readonly natGateways?: NatMode;

  /** Whether instances in public subnets get a public address unasked. @default true */
  readonly publicIpOnLaunch?: boolean;
}

/** A VPC over several zones. Its default security group admits and sends nothing. */
export class Vpc extends Construct implements IVpc {
  readonly id: string;
  readonly cidr: string;
  /** The groups it was given. */
  readonly subnetGroups: VpcProps["subnets"];
  /** Ids of the route tables of private and isolated subnets, by table. */
  readonly routeTableIds: Readonly<Record<string, string>>;

  private readonly name: string;
  private readonly allRouteTableIds: Readonly<Record<string, string>>;
  private readonly groups: Readonly<Record<string, readonly PlacedSubnet[]>>;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidr, subnets, natGateways = "per-zone", publicIpOnLaunch = true } = props;
    this.name = name;
    this.cidr = cidr;
    this.subnetGroups = subnets;
    const vpc = new AwsVpc(this, "Default", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: `${name}-vpc` },
    });
    this.id = vpc.id;
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-closed` },
    });
    this.groups = Object.fromEntries(
      Object.keys(subnets).map((group) => [group, this.addSubnets(group, publicIpOnLaunch)]),
    );
    const routes = new VpcRoutes(this, vpc.id, name);
    const { tables, gateways } = routes.addPublic(this.ofTier("public"), natGateways);
    this.routeTableIds = {
      ...routes.addPrivate(this.ofTier("private"), gateways),
      ...routes.addIsolated(this.ofTier("isolated")),
    };
    this.allRouteTableIds = { ...tables, ...this.routeTableIds };
  }

  subnetIds(group: string, zones?: readonly string[]): string[] {
    const placed = this.groups[group];
    if (!placed) {
      throw new Error(`${this.node.path}: subnet group must be ${Object.keys(this.groups).join(" or ")}, got ${group}`);
    }
    const unknown = zones?.find((zone) => placed.every((subnet) => subnet.zone !== zone));
    if (unknown !== undefined) {
      const known = placed.map(({ zone }) => zone).join(" or ");
      throw new Error(`${this.node.path}: zone of subnet group ${group} must be ${known}, got ${unknown}`);
    }
    return placed.filter(({ zone }) => zones?.includes(zone) ?? true).map(({ subnet }) => subnet.id);
  }

  /** Ids of a group's subnets by zone. */
  subnetsByZone(group: string): Record<string, string> {
    const ids = this.subnetIds(group);
    return Object.fromEntries(Object.keys(this.subnetGroups[group]!.cidrs).map((zone, index) => [zone, ids[index]!]));
  }

  /** Ids of the route tables of groups, by table; groups of a tier share theirs. */
  routeTablesOf(groups: readonly string[]): Record<string, string> {
    return Object.fromEntries(
      groups.flatMap((group) =>
        Object.keys(this.subnetsByZone(group)).map((zone) => {
          const { tier } = this.subnetGroups[group]!;
          const table = tier === "private" ? `private-${zone}` : tier;
          return [table, this.allRouteTableIds[table]!];
        }),
      ),
    );
  }

  private ofTier(tier: SubnetGroup["tier"]): PlacedSubnet[] {
    return Object.entries(this.subnetGroups)
      .filter(([, group]) => group.tier === tier)
      .flatMap(([group]) => this.groups[group]!);
  }

  private addSubnets(group: string, publicIpOnLaunch: boolean): PlacedSubnet[] {
    const { tier, cidrs } = this.subnetGroups[group]!;
    return Object.entries(cidrs).map(([zone, cidrBlock]) => ({
      zone,
      subnet: new Subnet(this, `${group}-${zone}`, {
        vpcId: this.id,
        cidrBlock,
        availabilityZone: zone,
        mapPublicIpOnLaunch: tier === "public" && publicIpOnLaunch,
        tags: { Name: `${this.name}-${group}-${zone}`, Tier: tier, ...clusterTag(tier) },
      }),
    }));
  }
}

/** Where the AWS Load Balancer Controller of a cluster looks for subnets. */
function clusterTag(tier: SubnetGroup["tier"]): Record<string, string> {
  if (tier === "isolated") {
    return {};
  }
  return { [tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb"]: "1" };
}

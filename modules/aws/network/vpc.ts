import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Ec2SubnetCidrReservation } from "@cdktf/provider-aws/lib/ec2-subnet-cidr-reservation";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc as AwsVpc, type VpcConfig } from "@cdktf/provider-aws/lib/vpc";
import { fail } from "@modules/core/checks";
import { contains } from "@modules/core/cidr";
import { Construct, type IConstruct } from "constructs";
import { ExistingVpc, type VpcAttributes } from "./existing-vpc";
import { type NatMode, type RoutedSubnet, routeTableName, VpcRoutes } from "./vpc-routes";
import { type PlacedSubnet, type PlacedSubnetGroup, type SubnetTier, VpcSubnets } from "./vpc-subnets";

export interface IVpc extends IConstruct {
  readonly id: string;

  /** CIDR block of the VPC; known at synthesis. */
  readonly cidr: string;

  /** Groups of subnets by name; their tiers, availability zones and CIDR blocks are known at synthesis. */
  readonly subnetGroups: Readonly<Record<string, PlacedSubnetGroup>>;

  /**
   * Ids of a group's subnets, in the order of their availability zones.
   * @param availabilityZones zones of the subnets; by default all
   * @throws when the VPC has no such group, or the group has no subnet in one of the availability zones
   */
  subnetIds(group: string, availabilityZones?: readonly string[]): string[];

  /** Ids of a group's subnets by availability zone. @throws when the VPC has no such group */
  subnetIdsByAvailabilityZone(group: string): Record<string, string>;

  /**
   * Ids of route tables by name, without duplicates.
   * @param groups groups of the tables; by default all private and isolated groups
   */
  routeTableIds(groups?: readonly string[]): Record<string, string>;
}

export interface SubnetGroup {
  /**
   * Tier of the subnets: `public` has a route to the internet gateway, `private` has a route to a NAT gateway,
   * `isolated` has neither.
   */
  readonly tier: SubnetTier;

  /** CIDR block of the subnet in each availability zone, such as `us-east-1a`. */
  readonly cidrs: Readonly<Record<string, string>>;
}

export interface VpcProps {
  /** Prefix of the `Name` tags of the VPC, its subnets, gateways and route tables. */
  readonly name: string;

  /** CIDR block, /16 to /28. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
  readonly cidr: string;

  /**
   * Groups of subnets by name. Subnets are keyed by their availability zone, so that an additional zone does not
   * replace a subnet.
   */
  readonly subnets: Readonly<Record<string, SubnetGroup>>;

  /**
   * NAT gateways for the private subnets: one in each availability zone, which survives the loss of
   * a zone, a single one, or none where there are no private subnets.
   * @default "per-zone"
   */
  readonly natGateways?: NatMode;

  /** Give instances in public subnets a public address at launch. @default true */
  readonly publicIpOnLaunch?: boolean;

  /**
   * Addresses by name that AWS does not assign automatically, so that an instance can request them. They are reserved
   * before NAT gateways and load balancers get random addresses.
   * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html
   * @default none
   */
  readonly reservedAddresses?: Readonly<Record<string, string>>;

  /** Arguments of the `aws_vpc` that replace what this module sets. @default none */
  readonly overrides?: Partial<VpcConfig>;
}

/** A VPC over several availability zones; its default security group allows no traffic. */
export class Vpc extends Construct implements IVpc {
  /** An existing VPC that another stack, tool or team owns. Its attributes are not looked up. */
  static fromExisting(scope: Construct, id: string, attributes: VpcAttributes): IVpc {
    return new ExistingVpc(scope, id, attributes);
  }

  readonly id: string;
  readonly cidr: string;
  readonly subnetGroups: Readonly<Record<string, PlacedSubnetGroup>>;
  /**
   * Public addresses of the NAT gateways by availability zone, which servers on the internet see as client addresses.
   */
  readonly natAddresses: Readonly<Record<string, string>>;

  private readonly name: string;
  private readonly subnets: VpcSubnets;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidr, subnets, natGateways = "per-zone", publicIpOnLaunch = true, overrides } = props;
    const { reservedAddresses = {} } = props;
    this.name = name;
    this.cidr = cidr;
    const vpc = new AwsVpc(this, "Default", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: `${name}-vpc` },
      ...overrides,
    });
    this.id = vpc.id;
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-closed` },
    });
    const routed = Object.fromEntries(
      Object.entries(subnets).map(([group, settings]) => [group, this.addSubnets(group, settings, publicIpOnLaunch)]),
    );
    const ofTier = (tier: SubnetTier) =>
      Object.keys(subnets).flatMap((group) => (subnets[group]!.tier === tier ? routed[group]! : []));
    const reservations = Object.entries(reservedAddresses).map(([owner, address]) =>
      this.reserve(owner, address, Object.values(routed).flat()),
    );
    const routes = new VpcRoutes(this, vpc.id, name);
    const { tables, gateways } = routes.addPublic(ofTier("public"), natGateways, reservations);
    this.natAddresses = Object.fromEntries(Object.entries(gateways).map(([zone, { publicIp }]) => [zone, publicIp]));
    const routeTables = {
      ...tables,
      ...routes.addPrivate(ofTier("private"), gateways),
      ...routes.addIsolated(ofTier("isolated")),
    };
    const place = (tier: SubnetTier, cidr: string, { zone, subnet }: RoutedSubnet): PlacedSubnet => ({
      id: subnet.id,
      cidr,
      routeTableId: routeTables[routeTableName(tier, zone)]!,
    });
    this.subnetGroups = Object.fromEntries(
      Object.entries(subnets).map(([group, { tier, cidrs }]) => [
        group,
        {
          tier,
          subnets: Object.fromEntries(routed[group]!.map((one) => [one.zone, place(tier, cidrs[one.zone]!, one)])),
        },
      ]),
    );
    this.subnets = new VpcSubnets(this, this.subnetGroups, routeTableName);
  }

  subnetIds(group: string, availabilityZones?: readonly string[]): string[] {
    return this.subnets.ids(group, availabilityZones);
  }

  subnetIdsByAvailabilityZone(group: string): Record<string, string> {
    return this.subnets.idsByAvailabilityZone(group);
  }

  routeTableIds(groups?: readonly string[]): Record<string, string> {
    return this.subnets.routeTableIds(groups);
  }

  private reserve(owner: string, address: string, subnets: readonly RoutedSubnet[]): Ec2SubnetCidrReservation {
    const home =
      subnets.find(({ subnet }) => contains(subnet.cidrBlockInput!, `${address}/32`)) ??
      fail(this, "reservedAddresses", "addresses in subnets of the VPC", address);
    return new Ec2SubnetCidrReservation(this, `reserved-${owner}`, {
      cidrBlock: `${address}/32`,
      reservationType: "explicit",
      subnetId: home.subnet.id,
      description: owner,
    });
  }

  private addSubnets(group: string, { tier, cidrs }: SubnetGroup, publicIpOnLaunch: boolean): RoutedSubnet[] {
    return Object.entries(cidrs).map(([zone, cidrBlock]) => ({
      zone,
      subnet: new Subnet(this, `${group}-${zone}`, {
        vpcId: this.id,
        cidrBlock,
        availabilityZone: zone,
        mapPublicIpOnLaunch: tier === "public" && publicIpOnLaunch,
        tags: { Name: `${this.name}-${group}-${zone}`, Tier: tier, ...loadBalancerTag(tier) },
      }),
    }));
  }
}

/** Tags by which the AWS Load Balancer Controller of a Kubernetes cluster finds subnets. */
function loadBalancerTag(tier: SubnetTier): Record<string, string> {
  if (tier === "isolated") {
    return {};
  }
  return { [tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb"]: "1" };
}

import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct, type IConstruct } from "constructs";

export interface IVpc extends IConstruct {
  readonly id: string;
  /** Block of the VPC; known at synth. */
  readonly cidr: string;
  /** Ids of a group's subnets, in the order of their zones. */
  subnetIds(group: string): string[];
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
  readonly natGateways?: "per-zone" | "single" | "none";
}

interface PlacedSubnet {
  readonly zone: string;
  readonly subnet: Subnet;
}

/** A VPC over several zones. Its default security group admits and sends nothing. */
export class Vpc extends Construct implements IVpc {
  readonly id: string;
  readonly cidr: string;
  /** Ids of the route tables of private and isolated subnets, by table. */
  readonly routeTableIds: Readonly<Record<string, string>>;

  /** The groups it was given. */
  readonly subnetGroups: VpcProps["subnets"];

  private readonly name: string;
  private readonly groups: Record<string, PlacedSubnet[]> = {};
  private readonly tables: Record<string, RouteTable> = {};

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidr, subnets, natGateways = "per-zone" } = props;
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
    for (const [group, { tier, cidrs }] of Object.entries(subnets)) {
      this.groups[group] = this.addSubnets(group, tier, cidrs);
    }

    const publicSubnets = this.placed(subnets, "public");
    const publicTable = publicSubnets.length > 0 ? this.addPublicRoutes(publicSubnets) : undefined;
    this.addPrivateRoutes(this.placed(subnets, "private"), this.addNatGateways(publicSubnets, natGateways));
    this.addIsolatedRoutes(this.placed(subnets, "isolated"));
    this.routeTableIds = Object.fromEntries(
      Object.entries(this.tables)
        .filter(([, table]) => table !== publicTable)
        .map(([key, table]) => [key, table.id]),
    );
  }

  subnetIds(group: string): string[] {
    const placed = this.groups[group];
    if (!placed) {
      throw new Error(`${this.node.path}: subnet group must be ${Object.keys(this.groups).join(" or ")}, got ${group}`);
    }
    return placed.map(({ subnet }) => subnet.id);
  }

  /** Id of a group's subnet in one zone, for what lives in a single zone, such as a volume's instance. */
  subnetId(group: string, zone: string): string {
    const ids = this.subnetIds(group);
    const index = this.groups[group]!.findIndex((placed) => placed.zone === zone);
    if (index < 0) {
      throw new Error(`${this.node.path}: ${group} must have a subnet in the zone, got ${zone}`);
    }
    return ids[index]!;
  }

  private placed(subnets: VpcProps["subnets"], tier: SubnetGroup["tier"]): PlacedSubnet[] {
    return Object.entries(subnets)
      .filter(([, group]) => group.tier === tier)
      .flatMap(([group]) => this.groups[group]!);
  }

  private addSubnets(group: string, tier: SubnetGroup["tier"], cidrs: SubnetGroup["cidrs"]): PlacedSubnet[] {
    return Object.entries(cidrs).map(([zone, cidrBlock]) => ({
      zone,
      subnet: new Subnet(this, `${group}-${zone}`, {
        vpcId: this.id,
        cidrBlock,
        availabilityZone: zone,
        mapPublicIpOnLaunch: tier === "public",
        tags: { Name: `${this.name}-${group}-${zone}`, Tier: tier, ...clusterTag(tier) },
      }),
    }));
  }

  private addPublicRoutes(subnets: readonly PlacedSubnet[]): RouteTable {
    const gateway = new InternetGateway(this, "internet-gateway", {
      vpcId: this.id,
      tags: { Name: `${this.name}-igw` },
    });
    const table = this.addTable("public", subnets);
    new Route(this, "public-to-internet", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    return table;
  }

  private addNatGateways(
    subnets: readonly PlacedSubnet[],
    mode: "per-zone" | "single" | "none",
  ): Record<string, NatGateway> {
    const hosts = mode === "per-zone" ? subnets : mode === "single" ? subnets.slice(0, 1) : [];
    return Object.fromEntries(
      hosts.map(({ zone, subnet }) => {
        const name = `${this.name}-nat-${zone}`;
        const address = new Eip(this, `nat-address-${zone}`, { domain: "vpc", tags: { Name: name } });
        // The address is of no use before the VPC has its internet gateway.
        const internet = this.node.tryFindChild("internet-gateway") as InternetGateway;
        return [
          zone,
          new NatGateway(this, `nat-${zone}`, {
            subnetId: subnet.id,
            allocationId: address.id,
            tags: { Name: name },
            dependsOn: [internet],
          }),
        ];
      }),
    );
  }

  private addPrivateRoutes(subnets: readonly PlacedSubnet[], gateways: Record<string, NatGateway>): void {
    for (const zone of new Set(subnets.map((placed) => placed.zone))) {
      const table = this.addTable(
        `private-${zone}`,
        subnets.filter((placed) => placed.zone === zone),
      );
      const gateway = gateways[zone] ?? Object.values(gateways)[0];
      if (!gateway) {
        throw new Error(
          `${this.node.path}: natGateways must be per-zone or single while there are private subnets, got none`,
        );
      }
      new Route(this, `private-${zone}-to-nat`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: gateway.id,
      });
    }
  }

  private addIsolatedRoutes(subnets: readonly PlacedSubnet[]): void {
    if (subnets.length > 0) {
      this.addTable("isolated", subnets);
    }
  }

  private addTable(id: string, subnets: readonly PlacedSubnet[]): RouteTable {
    const table = new RouteTable(this, `${id}-routes`, { vpcId: this.id, tags: { Name: `${this.name}-${id}` } });
    this.tables[id] = table;
    for (const { subnet } of subnets) {
      new RouteTableAssociation(this, `${subnet.node.id}-association`, { subnetId: subnet.id, routeTableId: table.id });
    }
    return table;
  }
}

/** Where the AWS Load Balancer Controller of a cluster looks for subnets. */
function clusterTag(tier: SubnetGroup["tier"]): Record<string, string> {
  if (tier === "isolated") {
    return {};
  }
  return { [tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb"]: "1" };
}

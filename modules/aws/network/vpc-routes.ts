import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";

export type NatMode = "per-zone" | "single" | "none";

export interface PlacedSubnet {
  readonly zone: string;
  readonly subnet: Subnet;
}

/** NAT gateways by zone. */
type NatGateways = Readonly<Record<string, NatGateway>>;

/** Ids of route tables by name. */
type RouteTables = Readonly<Record<string, string>>;

/** The gateways and routes of a VPC; everything it makes is the VPC's own child. */
export class VpcRoutes {
  private readonly scope: Construct;
  private readonly vpcId: string;
  private readonly name: string;

  /** @param name begins the `Name` tags */
  constructor(scope: Construct, vpcId: string, name: string) {
    this.scope = scope;
    this.vpcId = vpcId;
    this.name = name;
  }

  /** Routes subnets to the internet, and puts NAT gateways into them. */
  addPublic(subnets: readonly PlacedSubnet[], mode: NatMode): { tables: RouteTables; gateways: NatGateways } {
    if (subnets.length === 0) {
      return { tables: {}, gateways: {} };
    }
    const internet = new InternetGateway(this.scope, "internet-gateway", {
      vpcId: this.vpcId,
      tags: { Name: `${this.name}-igw` },
    });
    const table = this.addTable("public", subnets);
    new Route(this.scope, "public-to-internet", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internet.id,
    });
    const hosts = { "per-zone": subnets, single: subnets.slice(0, 1), none: [] }[mode];
    const gateways = Object.fromEntries(hosts.map((host) => [host.zone, this.addNatGateway(host, internet)]));
    return { tables: { public: table.id }, gateways };
  }

  /** Routes the subnets of each zone out through its own NAT gateway, or the only one. */
  addPrivate(subnets: readonly PlacedSubnet[], gateways: NatGateways): RouteTables {
    const zones = [...new Set(subnets.map(({ zone }) => zone))];
    return Object.fromEntries(
      zones.map((zone) => {
        const gateway = gateways[zone] ?? Object.values(gateways)[0];
        if (!gateway) {
          throw new Error(
            `${this.scope.node.path}: natGateways must be per-zone or single while there are private subnets, got none`,
          );
        }
        const id = `private-${zone}`;
        const table = this.addTable(
          id,
          subnets.filter((placed) => placed.zone === zone),
        );
        new Route(this.scope, `${id}-to-nat`, {
          routeTableId: table.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: gateway.id,
        });
        return [id, table.id];
      }),
    );
  }

  /** Gives subnets a table with nothing but the VPC in it. */
  addIsolated(subnets: readonly PlacedSubnet[]): RouteTables {
    return subnets.length > 0 ? { isolated: this.addTable("isolated", subnets).id } : {};
  }

  private addNatGateway({ zone, subnet }: PlacedSubnet, internet: InternetGateway): NatGateway {
    const tags = { Name: `${this.name}-nat-${zone}` };
    const address = new Eip(this.scope, `nat-address-${zone}`, { domain: "vpc", tags });
    return new NatGateway(this.scope, `nat-${zone}`, {
      subnetId: subnet.id,
      allocationId: address.id,
      tags,
      // Its address is of no use before the VPC has its internet gateway.
      dependsOn: [internet],
    });
  }

  private addTable(id: string, subnets: readonly PlacedSubnet[]): RouteTable {
    const table = new RouteTable(this.scope, `${id}-routes`, {
      vpcId: this.vpcId,
      tags: { Name: `${this.name}-${id}` },
    });
    for (const { subnet } of subnets) {
      new RouteTableAssociation(this.scope, `${subnet.node.id}-association`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
    }
    return table;
  }
}

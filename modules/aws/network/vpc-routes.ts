import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addDefaultAlarms } from "../operations/default-alarms";
import { natGatewayAlarms } from "./alarms";
import type { SubnetTier } from "./vpc-subnets";

export type NatMode = "per-zone" | "single" | "none";

/** A subnet and its availability zone. */
export interface RoutedSubnet {
  readonly zone: string;
  readonly subnet: Subnet;
}

/** NAT gateways by availability zone. */
type NatGateways = Readonly<Record<string, NatGateway>>;

/** Ids of route tables by name. */
type RouteTables = Readonly<Record<string, string>>;

/** Name of the route table of a tier; private subnets have a table in each availability zone. */
export function routeTableName(tier: SubnetTier, zone: string): string {
  return tier === "private" ? `private-${zone}` : tier;
}

/** The gateways, route tables and routes of a VPC. They are children of the VPC, so that their addresses begin with its id. */
export class VpcRoutes {
  private readonly scope: Construct;
  private readonly vpcId: string;
  private readonly name: string;

  /** @param name prefix of the `Name` tags of gateways and tables */
  constructor(scope: Construct, vpcId: string, name: string) {
    this.scope = scope;
    this.vpcId = vpcId;
    this.name = name;
  }

  /**
   * Gives the subnets a route table with a route to an internet gateway, and adds NAT gateways to them.
   *
   * @param after resources that must exist before the NAT gateways
   */
  addPublic(
    subnets: readonly RoutedSubnet[],
    mode: NatMode,
    after: readonly ITerraformDependable[],
  ): { tables: RouteTables; gateways: NatGateways } {
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
    const gateways = Object.fromEntries(
      hosts.map((host) => [host.zone, this.addNatGateway(host, [internet, ...after])]),
    );
    return { tables: { public: table.id }, gateways };
  }

  /**
   * Gives the subnets of each availability zone a route table with a route to the zone's NAT gateway or to the only
   * one.
   */
  addPrivate(subnets: readonly RoutedSubnet[], gateways: NatGateways): RouteTables {
    const zones = [...new Set(subnets.map(({ zone }) => zone))];
    return Object.fromEntries(
      zones.map((zone) => {
        const gateway = gateways[zone] ?? Object.values(gateways)[0];
        if (!gateway) {
          throw new Error(
            `${this.scope.node.path}: natGateways must be per-zone or single while there are private subnets, got none`,
          );
        }
        const id = routeTableName("private", zone);
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

  /** Gives the subnets a route table that has only the VPC's local route. */
  addIsolated(subnets: readonly RoutedSubnet[]): RouteTables {
    return subnets.length > 0 ? { isolated: this.addTable("isolated", subnets).id } : {};
  }

  private addNatGateway({ zone, subnet }: RoutedSubnet, after: ITerraformDependable[]): NatGateway {
    const tags = { Name: `${this.name}-nat-${zone}` };
    const address = new Eip(this.scope, `nat-address-${zone}`, { domain: "vpc", tags });
    const gateway = new NatGateway(this.scope, `nat-${zone}`, {
      subnetId: subnet.id,
      allocationId: address.id,
      tags,
      // EC2 cannot create a public NAT gateway before the VPC has an internet gateway (Gateway.NotAttached).
      dependsOn: after,
    });
    const alarms = new Construct(this.scope, `nat-${zone}-alarms`);
    addDefaultAlarms(alarms, `${this.name}-nat-${zone}`, natGatewayAlarms(gateway.id));
    return gateway;
  }

  private addTable(id: string, subnets: readonly RoutedSubnet[]): RouteTable {
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

import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnection, type VpcPeeringConnectionConfig } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionOptions } from "@cdktf/provider-aws/lib/vpc-peering-connection-options";
import { check, checkLength } from "@modules/core/checks";
import { overlap } from "@modules/core/cidr";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { IVpc } from "./vpc";

export interface VpcPeeringProps {
  /** `Name` tag of the connection. */
  readonly name: string;

  readonly vpc: IVpc;

  /** VPC in the same account and region; the CIDR blocks of the two must not overlap. */
  readonly peer: IVpc;

  /** Groups of the VPC whose route tables get a route to the peer. @default all groups of the tier `private` */
  readonly subnetGroups?: readonly string[];

  /** Groups of the peer whose route tables get a route to the VPC. @default all groups of the tier `private` */
  readonly peerSubnetGroups?: readonly string[];

  /** Arguments of the `aws_vpc_peering_connection` that replace what this module sets. @default none */
  readonly overrides?: Partial<VpcPeeringConnectionConfig>;
}

/**
 * A peering connection between two VPCs, with routes in both directions; each VPC resolves the other's DNS names to
 * private addresses. Security groups must still allow the traffic. Create the connection in the network stack of the
 * VPC that is created later.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export class VpcPeering extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: VpcPeeringProps) {
    super(scope, id);
    const { name, vpc, peer, overrides } = props;
    const { subnetGroups = privateGroups(vpc), peerSubnetGroups = privateGroups(peer) } = props;
    this.check(props, subnetGroups, peerSubnetGroups);
    const connection = new VpcPeeringConnection(this, "Default", {
      vpcId: vpc.id,
      peerVpcId: peer.id,
      autoAccept: true,
      tags: { Name: name },
      ...overrides,
    });
    this.id = connection.id;
    new VpcPeeringConnectionOptions(this, "options", {
      vpcPeeringConnectionId: connection.id,
      requester: { allowRemoteVpcDnsResolution: true },
      accepter: { allowRemoteVpcDnsResolution: true },
    });
    this.addRoutes("to-peer", vpc.routeTableIds(subnetGroups), peer.cidr);
    this.addRoutes("from-peer", peer.routeTableIds(peerSubnetGroups), vpc.cidr);
  }

  private addRoutes(direction: string, tables: Readonly<Record<string, string>>, destinationCidrBlock: string): void {
    for (const [table, routeTableId] of Object.entries(tables)) {
      new Route(this, `${direction}-${table}`, {
        routeTableId,
        destinationCidrBlock,
        vpcPeeringConnectionId: this.id,
      });
    }
  }

  private check({ vpc, peer }: VpcPeeringProps, groups: readonly string[], peerGroups: readonly string[]): void {
    const own = accountAndRegion(this);
    for (const [prop, one] of Object.entries({ vpc, peer })) {
      const actual = accountAndRegion(one);
      check(this, actual === own, prop, `in ${own}, where the connection accepts itself`, actual);
    }
    check(this, !overlap(vpc.cidr, peer.cidr), "peer", `a VPC that does not overlap ${vpc.cidr}`, peer.cidr);
    checkLength(this, "subnetGroups", groups, 1);
    checkLength(this, "peerSubnetGroups", peerGroups, 1);
  }
}

function accountAndRegion(construct: IConstruct): string {
  const { id, region } = accountOf(construct);
  return `${region} of account ${id}`;
}

function privateGroups({ subnetGroups }: IVpc): string[] {
  return Object.keys(subnetGroups).filter((group) => subnetGroups[group]!.tier === "private");
}

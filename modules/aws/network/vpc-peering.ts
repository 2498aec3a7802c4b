import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionOptions } from "@cdktf/provider-aws/lib/vpc-peering-connection-options";
import { overlap } from "@modules/core/cidr";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { Vpc } from "./vpc";

export interface VpcPeeringProps {
  /** `Name` tag. */
  readonly name: string;

  readonly vpc: Vpc;

  /** Of the same account and region; its block overlaps none of the other's. */
  readonly peer: Vpc;

  /** Groups of the VPC whose subnets get a way to the peer. @default those of tier private */
  readonly subnetGroups?: readonly string[];

  /** Groups of the peer whose subnets get a way back. @default those of tier private */
  readonly peerSubnetGroups?: readonly string[];
}

/**
 * Joins two VPCs: it accepts itself, routes both ways, and each resolves the
 * other's names to private addresses. Security groups still decide who may
 * reach whom. It belongs to the network stack of whichever VPC is made later.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export class VpcPeering extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: VpcPeeringProps) {
    super(scope, id);
    const { name, vpc, peer } = props;
    const { subnetGroups = privateGroups(vpc), peerSubnetGroups = privateGroups(peer) } = props;
    this.check(props, subnetGroups, peerSubnetGroups);
    const connection = new VpcPeeringConnection(this, "Default", {
      vpcId: vpc.id,
      peerVpcId: peer.id,
      autoAccept: true,
      tags: { Name: name },
    });
    this.id = connection.id;
    new VpcPeeringConnectionOptions(this, "options", {
      vpcPeeringConnectionId: connection.id,
      requester: { allowRemoteVpcDnsResolution: true },
      accepter: { allowRemoteVpcDnsResolution: true },
    });
    this.addRoutes("to-peer", vpc.routeTablesOf(subnetGroups), peer.cidr);
    this.addRoutes("from-peer", peer.routeTablesOf(peerSubnetGroups), vpc.cidr);
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
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    for (const [prop, one] of Object.entries({ vpc, peer })) {
      if (placeOf(one) !== placeOf(this)) {
        fail(`${prop} must be in ${placeOf(this)}, where the connection accepts itself, got ${placeOf(one)}`);
      }
    }
    if (overlap(vpc.cidr, peer.cidr)) {
      fail(`peer must not overlap ${vpc.cidr}, got ${peer.cidr}`);
    }
    for (const [prop, given] of Object.entries({ subnetGroups: groups, peerSubnetGroups: peerGroups })) {
      if (given.length === 0) {
        fail(`${prop} must name at least one group, got none`);
      }
    }
  }
}

function placeOf(construct: IConstruct): string {
  const { id, region } = accountOf(construct);
  return `${region} of account ${id}`;
}

function privateGroups({ subnetGroups }: Vpc): string[] {
  return Object.keys(subnetGroups).filter((group) => subnetGroups[group]!.tier === "private");
}

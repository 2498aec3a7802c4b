import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnectionAccepterA as VpcPeeringConnectionAccepter } from "@cdktf/provider-aws/lib/vpc-peering-connection-accepter";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";

export interface PeeringAccepterProps {
  /** Id of the peering connection that the stack in the replica's region has requested. */
  readonly connectionId: string;
  /** VPC of the primary region. */
  readonly vpc: IVpc;
  /** VPC of the database's replica. */
  readonly peer: IVpc;
}

/**
 * Accepts the peering connection with the VPC of the database's replica, and adds routes from the private subnets,
 * which contain the nodes.
 */
export class PeeringAccepterStack extends AwsStack<LpEnvironment> {
  constructor(scope: Construct, environment: LpEnvironment, { connectionId, vpc, peer }: PeeringAccepterProps) {
    super(scope, environment, "peering");
    const accepter = new VpcPeeringConnectionAccepter(this, "replica", {
      vpcPeeringConnectionId: connectionId,
      autoAccept: true,
      tags: { Name: this.named("lp") },
    });
    for (const [name, routeTableId] of Object.entries(vpc.routeTableIds(["private"]))) {
      new Route(this, `to-replica-${name}`, {
        routeTableId,
        destinationCidrBlock: peer.cidr,
        vpcPeeringConnectionId: accepter.id,
      });
    }
  }
}

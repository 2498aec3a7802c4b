import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";

export interface PeeringProps {
  /** Region of the database's replica. */
  readonly region: string;
  /** VPC of the replica. */
  readonly vpc: IVpc;
  /** VPC of the primary region, whose nodes connect to the replica. */
  readonly peer: IVpc;
}

/**
 * A peering connection from the VPC of the database's replica to the VPC of the primary region, with routes for
 * replies. `PeeringAccepterStack` accepts it, because a connection between regions must be accepted in the other
 * region.
 * https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html
 */
export class PeeringStack extends AwsStack<LpEnvironment> {
  readonly connectionId: string;

  constructor(scope: Construct, environment: LpEnvironment, { region, vpc, peer }: PeeringProps) {
    super(scope, environment, "peering", { region });
    const connection = new VpcPeeringConnection(this, "primary", {
      vpcId: vpc.id,
      peerVpcId: peer.id,
      peerRegion: environment.account.region,
      tags: { Name: this.named("lp") },
    });
    for (const [name, routeTableId] of Object.entries(vpc.routeTableIds())) {
      new Route(this, `to-primary-${name}`, {
        routeTableId,
        destinationCidrBlock: peer.cidr,
        vpcPeeringConnectionId: connection.id,
      });
    }
    this.connectionId = connection.id;
  }
}

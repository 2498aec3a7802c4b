import { Vpc } from "@modules/aws/network/vpc";
import { VpcPeering } from "@modules/aws/network/vpc-peering";
import type { Construct } from "constructs";

/** A peering connection between two existing VPCs, with routes between their private subnets. */
export function example(scope: Construct): void {
  const office = { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234def567890" };
  const lab = { id: "subnet-0def1234abc567890", cidr: "10.21.1.0/24", routeTableId: "rtb-0def1234abc567890" };

  new VpcPeering(scope, "peering", {
    name: "office-to-lab",
    vpc: Vpc.fromExisting(scope, "office", {
      id: "vpc-0abc1234def567890",
      cidr: "10.20.0.0/16",
      subnets: { private: { tier: "private", subnets: { "us-east-1a": office } } },
    }),
    peer: Vpc.fromExisting(scope, "lab", {
      id: "vpc-0def1234abc567890",
      cidr: "10.21.0.0/16",
      subnets: { private: { tier: "private", subnets: { "us-east-1a": lab } } },
    }),
  });
}

import { EPHEMERAL_PORTS, FRAGMENTATION_NEEDED, NetworkAcl } from "@modules/aws/network/network-acl";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** A network ACL for private subnets that accepts connections from hosts in the VPC and replies from the internet. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets } },
  });

  new NetworkAcl(scope, "acl", {
    name: "office-private",
    vpc,
    subnetGroups: ["private"],
    ingress: {
      vpc: { number: 100, cidr: vpc.cidr },
      replies: { number: 110, cidr: "0.0.0.0/0", tcpPorts: EPHEMERAL_PORTS },
      "too-large": { number: 120, cidr: "0.0.0.0/0", icmp: FRAGMENTATION_NEEDED },
    },
  });
}

import { Endpoints } from "@modules/aws/network/endpoints";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/**
 * Endpoints for containers without NAT: a gateway endpoint for the layers of images in S3, interface endpoints for the
 * registry and secrets.
 */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets } },
  });

  new Endpoints(scope, "endpoints", {
    name: "office",
    vpc,
    gateways: ["s3"],
    interfaces: ["ecr.api", "ecr.dkr", "secretsmanager"],
  });
}

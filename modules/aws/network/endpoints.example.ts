import { Endpoints } from "@modules/aws/network/endpoints";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** Endpoints for containers without NAT: layers of images come from S3, the registry and secrets from interface endpoints. */
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

import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** Two to six workers; half of those above the minimum are Spot Instances. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const launchTemplate = {
    id: "lt-0abc1234def567890",
    version: "3",
    instanceType: "m7i.large",
    tenancy: "default",
    tags: { Project: "orders", Environment: "example" },
  } as const;

  new AutoScalingGroup(scope, "group", {
    name: "order-workers",
    launchTemplate,
    vpc,
    min: 2,
    max: 6,
    spotPercentage: 50,
    spotTypes: ["m6i.large", "m7a.large"],
  });
}

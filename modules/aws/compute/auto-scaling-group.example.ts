import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** Two to six workers in two availability zones; half of those above the minimum are Spot Instances. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets } },
  });
  const launchTemplate = new LaunchTemplate(scope, "template", {
    name: "order-workers",
    instanceType: "m7i.large",
    role: Role.fromExisting(scope, "role", { arn: "arn:aws:iam::111122223333:role/order-workers" }),
    securityGroups: [SecurityGroup.fromExisting(scope, "workers", { id: "sg-0abc1234def567890" })],
    key: Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }),
    userData: "",
    tags: { Environment: "example" },
  });

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

import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** A subnet group and a security group for all caches of an application, open to its tasks. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { database: { tier: "isolated", subnets } },
  });

  const network = new CacheNetwork(scope, "caches", {
    subnetGroupName: "forum-caches",
    securityGroupName: "forum-caches",
    vpc,
  });
  const tasks = new SecurityGroup(scope, "tasks", { name: "forum-tasks", description: "Tasks of the forum", vpc });
  network.connections.allowFrom(tasks);
}
